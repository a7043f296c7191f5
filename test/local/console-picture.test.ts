import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labInsurance } from '#apps/lab-insurance/app';
import { robotShop } from '#apps/robot-shop/app';
import { socialNetwork } from '#apps/social-network/app';
import { pictureOf } from '#compose/local/console/picture';
import { playbacksOf, playMs } from '#shared/ui/overview/playback';
import type { LogLine } from '#shared/ui/overview/trace-types';
import { visitsOf } from '#shared/ui/overview/visits';

const titles = (picture: ReturnType<typeof pictureOf>, kind: string): string[] =>
  picture.boxes.flatMap((box) => (box.kind === kind ? [box.title] : [])).sort();

describe('the picture of a form', () => {
  it('has a broker only where app.ts needs one', () => {
    assert.deepEqual(titles(pictureOf(robotShop, 'microservice'), 'broker'), ['RabbitMQ']);
    assert.deepEqual(titles(pictureOf(robotShop, 'serverless'), 'broker'), []);
    assert.deepEqual(titles(pictureOf(robotShop, 'serverless'), 'front door'), ['web']);
    assert.ok(titles(pictureOf(robotShop, 'serverless'), 'action').includes('payment-dispatched'));
  });

  it('shows the private databases of one form and the shared one of the other', () => {
    const [microservice, serverless] = (['microservice', 'serverless'] as const).map((form) =>
      titles(pictureOf(labInsurance, form), 'store'),
    );
    assert.ok(microservice?.includes('SQLite of policy'));
    assert.ok(!serverless?.some((title) => title.startsWith('SQLite')));
    assert.ok(serverless?.includes('PostgreSQL'));
  });
});

/** A log line: `at` and `ms` in milliseconds. */
const line = (service: string, at: number, ms: number, rest: Partial<LogLine> = {}): LogLine => ({
  service,
  at: 1_000_000 + at,
  ms,
  waits: [],
  ...rest,
});

describe('a request that passes a picture', () => {
  const picture = pictureOf(robotShop, 'microservice');

  it('goes from caller to callee, and through the broker', () => {
    const visits = visitsOf(picture, {
      totalMs: 40,
      lines: [
        line('dispatch', 30, 10, { work: 'consume orders' }),
        line('payment', 2, 20, { waits: [['store', 5, 9]] }),
        line('web', 0, 25),
        line('payment', 45, 5, { work: 'consume dispatched' }),
        line('cart', 4, 2),
      ],
    });
    assert.deepEqual(
      visits.map(({ box, by, through }) => [box, by, through].filter((each) => each !== undefined)),
      [
        ['web'],
        ['payment', 'web'],
        ['cart', 'payment'],
        ['dispatch', 'payment', 'rabbitmq/'],
        ['payment', 'dispatch', 'rabbitmq/'],
      ],
    );
    assert.deepEqual(visits[1]?.stores, ['mongodb/']);
    assert.deepEqual(visits[1]?.waits, [{ from: 7, to: 11 }]);
  });

  it('is in the box of the action that has logged, or of the service that runs in its process', () => {
    const serverless = pictureOf(robotShop, 'serverless');
    const boxes = visitsOf(serverless, {
      totalMs: 9,
      lines: [
        line('payment', 0, 9, { part: 'payment' }),
        line('cart', 1, 2, { part: 'payment' }),
        line('payment', 20, 2, { part: 'payment-dispatched', work: 'invoked' }),
      ],
    }).map(({ box }) => box);
    assert.deepEqual(boxes, ['payment', 'cart', 'payment-dispatched']);
    const thrift = visitsOf(pictureOf(socialNetwork, 'serverless'), {
      totalMs: 9,
      lines: [line('UniqueIdService', 1, 2, { part: 'compose-post' })],
    });
    assert.deepEqual(
      thrift.map(({ box }) => box),
      ['unique-id'],
    );
  });

  it('is played to the same scale in both forms, without long gaps', () => {
    const visit = (box: string, from: number, to: number) => ({ box, from, to, waits: [], stores: [] });
    const [short, long] = playbacksOf([
      [visit('web', 0, 10)],
      [visit('web', 0, 20), visit('dispatch', 10_020, 10_040)],
    ]);
    assert.equal(short?.slower, long?.slower);
    const [web] = short?.lights.get('web') ?? [];
    const [slow] = long?.lights.get('web') ?? [];
    const [dispatch] = long?.lights.get('dispatch') ?? [];
    assert.ok(web && slow && dispatch);
    assert.ok(Math.abs(slow.to - 2 * web.to) < 1, 'twice as long is shown twice as long');
    assert.ok(dispatch.from - slow.to < playMs / 10, 'ten seconds without a line are short');
    assert.ok(Math.abs(dispatch.to - playMs) < 1);
  });
});
