import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it, test } from 'node:test';
import openwhisk, { type Client } from 'openwhisk';
import { nextFire } from '#wsk/platform/feeds/next-fire';
import { startPlatform } from '#wsk/platform/platform';
import { type Activation, eventually, newKey, putAction, usePlatform } from './helper.ts';

const day = 86_400_000;
const at = (ms: number): string => new Date(ms).toISOString();

describe('the next time of an alarm', () => {
  const from = at(1_000_000);
  const everyMinute = { minutes: 1, payload: {}, from };
  const times: [
    title: string,
    alarm: Parameters<typeof nextFire>[0],
    after: number,
    next: number | undefined,
  ][] = [
    ['one interval after it was created', everyMinute, 1_000_000, 1_060_000],
    ['after a restart, in the old phase', everyMinute, 1_000_000 + 90_000, 1_120_000],
    ['strictly later than the last one', everyMinute, 1_060_000, 1_120_000],
    ['at its startDate first', { ...everyMinute, startDate: at(2_000_000) }, 1_000_000, 2_000_000],
    ['in the phase of a past startDate', { ...everyMinute, startDate: at(970_000) }, 1_000_000, 1_030_000],
    [
      'beyond the longest timer of Node',
      { ...everyMinute, startDate: at(1_000_000 + 40 * day) },
      1_000_000,
      1_000_000 + 40 * day,
    ],
    ['never after its stopDate', { ...everyMinute, stopDate: at(1_050_000) }, 1_000_000, undefined],
    [
      'one interval after now, when an old data folder says nothing',
      { minutes: 1, payload: {} },
      5000,
      65_000,
    ],
    ['never at its stopDate', { ...everyMinute, stopDate: at(1_060_000) }, 1_000_000, undefined],
  ];
  for (const [title, alarm, later, next] of times)
    it(title, () => assert.equal(nextFire(alarm, later), next));
});

const platform = await usePlatform();
const { ow } = platform;
const feed = '/whisk.system/alarms/interval';
await putAction(platform, 'tick', 'function main({ __ow_headers: _, ...args }) { return { args } }');

interface FeedResult {
  config: Record<string, unknown>;
  status: { active: boolean };
}
const feeds = ow.feeds as unknown as Record<
  'create' | 'get' | 'update',
  (options: object) => Promise<Activation>
>;

async function trigger(name: string): Promise<void> {
  await ow.triggers.create({ name });
  await ow.rules.create({ name: `${name}-rule`, trigger: name, action: 'tick' });
}

async function read(name: string): Promise<FeedResult> {
  return (await feeds.get({ name: feed, trigger: name })).response.result as unknown as FeedResult;
}

const fired = async (name: string): Promise<Activation[]> =>
  (await ow.activations.list({ name, docs: true } as never)) as unknown as Activation[];

test('an interval beyond 24.8 days does not fire at once', async () => {
  await trigger('monthly');
  await feeds.create({ name: feed, trigger: 'monthly', params: { minutes: 60 * 24 * 40 } });
  await trigger('later');
  const startDate = at(Date.now() + 60 * day);
  await feeds.create({ name: feed, trigger: 'later', params: { minutes: 1, startDate } });
  await trigger('beat');
  await feeds.create({ name: feed, trigger: 'beat', params: { minutes: 0.0005 } });
  await eventually(async () => ((await fired('beat')).length >= 3 ? true : undefined));
  assert.deepEqual([await fired('monthly'), await fired('later')], [[], []]);
  assert.deepEqual((await read('later')).status, { active: true });
});

test('an update of the payload keeps the phase of an interval', async () => {
  await trigger('phase');
  const startDate = at(Date.now() - 10_000);
  await feeds.create({ name: feed, trigger: 'phase', params: { minutes: 60, startDate } });
  await feeds.update({ name: feed, trigger: 'phase', params: { trigger_payload: { a: 2 } } });
  await eventually(async () => ((await fired('beat')).length >= 6 ? true : undefined));
  assert.deepEqual(await fired('phase'), [], 'the next time is in an hour');
  assert.deepEqual((await read('phase')).config, {
    name: 'guest/phase',
    minutes: 60,
    payload: { a: 2 },
    startDate,
  });
});

test('a stopDate must lie ahead and after the start', async () => {
  await trigger('stopped');
  const inAnHour = at(Date.now() + 3_600_000);
  for (const [params, words] of [
    [{ stopDate: at(Date.now() - 1000) }, /stopDate must be in the future/],
    [{ stopDate: Date.now() - 1 }, /stopDate must be in the future/],
    [{ startDate: inAnHour, stopDate: at(Date.now() + 60_000) }, /stopDate must be after startDate/],
    [{ startDate: inAnHour, stopDate: inAnHour }, /stopDate must be after startDate/],
    [{ stopDate: 'soon' }, /stopDate must be a date/],
  ] as const) {
    await assert.rejects(
      feeds.create({ name: feed, trigger: 'stopped', params: { minutes: 1, ...params } }),
      words,
    );
  }
});

test('an interval must be a number of at most a thousand years', async () => {
  await trigger('odd');
  for (const minutes of [0, -1, 1e308, 'Infinity', '0x10', true, [1], null, ''])
    await assert.rejects(
      feeds.create({ name: feed, trigger: 'odd', params: { minutes } }),
      /minutes must be a number/,
    );
  await assert.rejects(
    feeds.create({ name: feed, trigger: 'odd', params: { minutes: 1, startDate: true } }),
    /startDate must be a date/,
  );
});

test('a trigger is inactive when its stopDate has come', async () => {
  await trigger('short');
  const stopDate = at(Date.now() + 400);
  await feeds.create({ name: feed, trigger: 'short', params: { minutes: 0.001, stopDate } });
  assert.deepEqual((await read('short')).status, { active: true });
  await eventually(async () => ((await read('short')).status.active ? undefined : true));
});

test('a payload that is no object reaches the action as `payload`', async () => {
  const cases: [given: unknown, args: object][] = [
    ['plain text', { payload: 'plain text' }],
    ['{"a":1}', { a: 1 }],
    [{ a: 1 }, { a: 1 }],
    ['[1,2]', { payload: [1, 2] }],
    [['x'], { payload: ['x'] }],
    ['7', { payload: 7 }],
    [true, { payload: true }],
    [JSON.parse('"12345678901234567890"'), { payload: 12345678901234567000 }],
    ['null', { payload: 'null' }],
  ];
  for (const [index, [given, args]] of cases.entries()) {
    const [action, name] = [`payload-${index}`, `on-payload-${index}`];
    await putAction(platform, action, 'function main({ __ow_headers: _, ...args }) { return { args } }');
    await ow.triggers.create({ name });
    await ow.rules.create({ name: `${name}-rule`, trigger: name, action });
    await feeds.create({ name: feed, trigger: name, params: { minutes: 0.001, trigger_payload: given } });
    const [record] = await eventually(async () => {
      const records = await fired(action);
      return records.length > 0 ? records : undefined;
    });
    assert.deepEqual(record?.response.result.args, args);
    await ow.triggers.delete({ name });
  }
});

test('after a restart an alarm keeps its phase, also when its start has passed', async () => {
  const data = mkdtempSync(join(tmpdir(), 'alarms-'));
  after(() => rmSync(data, { recursive: true, force: true }));
  const key = newKey();
  const start = async (): Promise<{ own: Client; close(): Promise<void> }> => {
    const own = await startPlatform({ namespaces: { guest: key }, data });
    return { own: openwhisk({ apihost: own.apihost, api_key: key }), close: () => own.close() };
  };
  const first = await start();
  await first.own.triggers.create({ name: 'hourly' });
  await first.own.actions.update({ name: 'tick', action: 'function main() { return {} }' });
  await first.own.rules.create({ name: 'r', trigger: 'hourly', action: 'tick' });
  const startDate = at(Date.now() - 5000);
  const params = { minutes: 60, startDate };
  await (first.own.feeds as unknown as typeof feeds).create({ name: feed, trigger: 'hourly', params });
  await first.close();
  const second = await start();
  after(() => second.close());
  await second.own.triggers.create({ name: 'beat' });
  await second.own.rules.create({ name: 'b', trigger: 'beat', action: 'tick' });
  await (second.own.feeds as unknown as typeof feeds).create({
    name: feed,
    trigger: 'beat',
    params: { minutes: 0.001 },
  });
  const names = async (): Promise<string[]> =>
    ((await second.own.activations.list()) as unknown as { name: string }[]).map(({ name }) => name);
  await eventually(async () => ((await names()).includes('beat') ? true : undefined));
  assert.ok(!(await names()).includes('hourly'));
});
