// A deployment changes what differs and nothing else, says so before it does, and can be taken back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { message, web } from '#shared/app/actions';
import { type App, actionsOf, defineApp } from '#shared/app/define-app';
import { overridable } from '#shared/app/needs';
import { applyPlan } from '#wsk/deploy/apply-plan';
import { planDeployment, planUndeployment } from '#wsk/deploy/deploy-app';
import { factsOf } from '#wsk/deploy/host-facts';
import type { Plan } from '#wsk/deploy/step';
import type { Target } from '#wsk/deploy/target';
import { usePlatform } from './helper.ts';
import { withoutAlarms } from './stock-host.ts';

const sweep = message({ everyMinutes: 0.05 });

/** An application of one service, with the actions that a test wants. */
const shop = (actions: App['services'][string]['actions'] = { main: web(), sweep }): App =>
  defineApp({
    name: 'shop',
    title: 'Shop',
    gateway: 'till',
    services: {
      till: { summary: 'takes money', needs: { SECRET: overridable('hidden') }, actions: actions ?? {} },
    },
  });

/** An archive with the same bytes for the same text. */
const archive = (text = 'first'): Uint8Array =>
  zipSync(
    {
      'index.js': strToU8(`exports.main = () => ({ body: process.env.SECRET + ' ${text}' });`),
      'package.json': strToU8('{"main":"index.js"}'),
    },
    { mtime: new Date(2020, 0, 1) },
  );

const platform = await usePlatform();
const embedded: Target = { apihost: platform.apihost, auth: platform.key, namespace: 'guest' };

interface Change {
  app?: App;
  secret?: string;
  code?: string;
  target?: Target;
}

/** The plan of a deployment to the platform. */
async function planOf({
  app = shop(),
  secret = 'hidden',
  code,
  target = embedded,
}: Change = {}): Promise<Plan> {
  const zips = new Map(actionsOf(app).map(({ name }) => [name, archive(code)]));
  const addresses = {
    form: 'serverless',
    component: () => '',
    service: () => '',
    setting: () => secret,
  } as const;
  const options = { removes: true };
  return (await planDeployment(app, zips, target, addresses, await factsOf(target), options)).plan;
}

/** The steps of a plan as words. */
const words = (plan: Plan): string[] =>
  plan.flat().map(({ state, what, name, fields }) => [state, what, name, ...fields].join(' '));

const deployed = async (change?: Change): Promise<void> => applyPlan(await planOf(change));
const removed = async (): Promise<void> => applyPlan(await planUndeployment(shop(), embedded));

const everything = [
  'package shop',
  'action shop/till',
  'action shop/till-sweep',
  'trigger shop-till-sweep-timer',
  'alarm shop-till-sweep-timer',
  'rule shop-till-sweep-timer-rule',
];

describe('a deployment', () => {
  it('creates all at first, and finds all unchanged afterwards', async () => {
    assert.deepEqual(
      words(await planOf()),
      everything.map((each) => `created ${each}`),
    );
    assert.equal((await platform.web('shop/till')).status, 404, 'a plan changes nothing');
    await deployed();
    assert.equal(await (await platform.web('shop/till')).text(), 'hidden first');
    assert.deepEqual(
      words(await planOf()),
      everything.map((each) => `unchanged ${each}`),
    );
  });

  it('names what changes in an action without the values, and changes only that', async () => {
    await deployed();
    assert.ok(words(await planOf({ secret: 'other' })).includes('changed action shop/till parameter SECRET'));
    const slower = shop({ main: web({ timeoutMs: 30_000 }), sweep });
    const change = { app: slower, code: 'second' };
    const changes = words(await planOf(change)).filter((step) => !step.startsWith('unchanged'));
    assert.deepEqual(changes, [
      'changed action shop/till code limit timeout',
      'changed action shop/till-sweep code',
    ]);
    await deployed(change);
    assert.equal(await (await platform.web('shop/till')).text(), 'hidden second');
  });

  it('repairs what somebody else has changed', async () => {
    await deployed();
    await platform.api('rules/shop-till-sweep-timer-rule', {
      method: 'POST',
      body: '{"status":"inactive"}',
    });
    await platform.api('triggers/shop-till-sweep-timer', { method: 'DELETE' });
    const changes = words(await planOf()).filter((step) => !step.startsWith('unchanged'));
    assert.deepEqual(changes, [
      'created trigger shop-till-sweep-timer',
      'created alarm shop-till-sweep-timer',
      'changed rule shop-till-sweep-timer-rule status',
    ]);
    await deployed();
    assert.ok(words(await planOf()).every((step) => step.startsWith('unchanged')));
  });

  it('removes an action and a timer that the application no longer has, and keeps what others have made', async () => {
    await deployed();
    const exec = { kind: 'nodejs:20', code: 'exports.main = () => ({})' };
    const put = { method: 'PUT', body: JSON.stringify({ exec }) };
    await platform.api('actions/shop/foreign', put);
    const without = { app: shop({ main: web() }) };
    const steps = words(await planOf(without));
    for (const gone of [
      'action shop/till-sweep',
      'rule shop-till-sweep-timer-rule',
      'trigger shop-till-sweep-timer',
    ])
      assert.ok(steps.includes(`removed ${gone}`), gone);
    assert.ok(steps.includes('kept action shop/foreign'));
    await deployed(without);
    assert.equal((await platform.api('actions/shop/till-sweep')).status, 404);
    assert.equal((await platform.api('triggers/shop-till-sweep-timer')).status, 404);
    assert.equal((await platform.api('actions/shop/foreign')).status, 200);
    await platform.api('actions/shop/foreign', { method: 'DELETE' });
  });

  it('that fails in part says what is made and what is not, and goes on when it is repeated', async () => {
    await removed();
    const tooLong = 'x'.repeat(1_100_000);
    await assert.rejects(
      async () => deployed({ secret: tooLong }),
      ({ message: text }: Error) => {
        assert.match(text, /^1 change of 6 is made:\n {2}package shop: created\nThese have failed:\n/);
        assert.match(text, / {2}action shop\/till: PUT .* is refused with 413: /);
        assert.match(
          text,
          /3 changes after them were not tried\.\nThe same command, repeated, makes only what/,
        );
        assert.doesNotMatch(text, /xxx/);
        return true;
      },
    );
    assert.deepEqual(
      words(await planOf()),
      everything.map((each) => `${each === 'package shop' ? 'unchanged' : 'created'} ${each}`),
    );
  });
});

describe('an undeployment', () => {
  it('removes all of an application, and the second time says that nothing is there', async () => {
    await deployed();
    const put = { method: 'PUT', body: '{}' };
    await platform.api('triggers/shop-other', put);
    await platform.api('packages/neighbour', put);
    assert.deepEqual(
      words(await planUndeployment(shop(), embedded)).sort(),
      everything.map((each) => `removed ${each}`).sort(),
    );
    await removed();
    const steps = words(await planUndeployment(shop(), embedded));
    assert.deepEqual([...new Set(steps.map((step) => step.split(' ')[0]))], ['absent']);
    await removed();
    for (const path of ['triggers/shop-other', 'packages/neighbour'])
      assert.equal((await platform.api(path)).status, 200, path);
  });

  it('leaves the package to others who have put something into it', async () => {
    await deployed();
    const exec = { kind: 'nodejs:20', code: 'exports.main = () => ({})' };
    await platform.api('actions/shop/foreign', { method: 'PUT', body: JSON.stringify({ exec }) });
    const steps = words(await planUndeployment(shop(), embedded));
    assert.ok(steps.includes('kept action shop/foreign') && steps.includes('kept package shop'));
    await removed();
    assert.equal((await platform.api('actions/shop/foreign')).status, 200);
    await platform.api('packages/shop?force=true', { method: 'DELETE' });
  });
});

describe('a host without alarms', () => {
  it('gets all but the alarms, and an alarm as soon as it has them', async () => {
    const target = { ...embedded, apihost: await withoutAlarms(platform.apihost) };
    await deployed({ target });
    assert.deepEqual(
      words(await planOf({ target })),
      everything.filter((each) => !each.startsWith('alarm')).map((each) => `unchanged ${each}`),
    );
    const changes = words(await planOf()).filter((step) => !step.startsWith('unchanged'));
    assert.deepEqual(changes, [
      'changed trigger shop-till-sweep-timer annotation feed',
      'created alarm shop-till-sweep-timer',
    ]);
    await applyPlan(await planUndeployment(shop(), target));
    assert.equal((await platform.api('triggers/shop-till-sweep-timer')).status, 404);
  });

  it('gets whole minutes for its timers', async () => {
    const target = { ...embedded, apihost: await withoutAlarms(platform.apihost) };
    const { wanted } = await planDeployment(
      shop(),
      new Map([['till-sweep', archive()]]),
      target,
      { form: 'serverless', component: () => '', service: () => '' },
      await factsOf(target),
    );
    assert.deepEqual(
      wanted.timers.map(({ minutes }) => minutes),
      [1],
    );
  });
});
