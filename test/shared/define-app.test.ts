import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message, web } from '#shared/app/actions';
import type { Form } from '#shared/app/addresses';
import {
  type App,
  actionsOf,
  componentsOf,
  defineApp,
  gatewayIn,
  processesOf,
  programsOf,
  type ServiceSpec,
} from '#shared/app/define-app';
import { serviceEnvironment } from '#shared/app/environment';
import { service as callee, mongo, rabbitmq, serviceOfOther } from '#shared/app/needs';
import { withVariants } from '#shared/app/variants';

const process: ServiceSpec = { summary: 'a service', needs: {}, staysProcess: 'microservice.ts' };
const action: ServiceSpec = { summary: 'a service', needs: {}, actions: { main: web() } };
const appOf = (services: App['services']): App => ({
  name: 'shop',
  title: 'Shop',
  gateway: 'web',
  services,
});

test('a table that names a service which is not there is refused', () => {
  assert.throws(
    () => defineApp(appOf({ web: { ...process, needs: { TILL_URL: callee('till') } } })),
    /shop\/web calls till, which is no service/,
  );
  assert.throws(
    () => defineApp(appOf({ web: { ...process, needs: { TILL_URL: serviceOfOther('till') } } })),
    /shop\/web calls till, which is no service/,
  );
  assert.throws(() => defineApp(appOf({ door: process })), /shop has no service web/);
  const inherited = { ...appOf({ web: process }), gateway: 'toString' };
  assert.throws(() => defineApp(inherited), /shop has no service toString/);
});

test('a service is an action or stays a process, and nothing between', () => {
  const neither: ServiceSpec = { summary: 'a service', needs: {} };
  assert.throws(() => defineApp(appOf({ web: neither })), /web must have either 'actions' or 'staysProcess'/);
  const both: ServiceSpec = { ...process, ...action };
  assert.throws(() => defineApp(appOf({ web: both })), /web must have either 'actions' or 'staysProcess'/);
});

test('only an action can be fused, and a time limit is one that OpenWhisk has', () => {
  const fusing: ServiceSpec = { ...action, actions: { main: web({ fuses: ['till'] }) } };
  assert.throws(
    () => defineApp(appOf({ web: fusing, till: process })),
    /shop\/web fuses till, which is no action/,
  );
  assert.ok(defineApp(appOf({ web: fusing, till: action })));
  const slow: ServiceSpec = { ...action, actions: { main: web({ timeoutMs: 300_001 }) } };
  assert.throws(() => defineApp(appOf({ web: slow })), /web has a time limit of 300001 ms/);
});

const shop = defineApp(
  appOf({
    web: process,
    till: {
      summary: 'takes money',
      port: 'TILL_PORT',
      needs: { MONGO_URL: mongo('tills'), AMQP_URL: rabbitmq({ only: 'microservice' }) },
      settings: ['TILL_SPEED'],
      actions: {
        main: web({ needs: { ROBOT_URL: callee('till-sweep') } }),
        sweep: message({ everyMinutes: 1 }),
      },
      variants: { broker: { replaces: ['main'], needs: { AMQP_URL: rabbitmq() } } },
    },
  }),
);

test('programs are those of what runs in a form', () => {
  const programs = [{ command: 'aspell', debian: 'aspell' }];
  const app = appOf({ web: process, speller: { ...action, programs } });
  assert.deepEqual(programsOf(app, 'microservice'), programs);
  assert.deepEqual(programsOf(app, 'serverless'), programs);
  assert.deepEqual(programsOf(appOf({ web: process }), 'microservice'), []);
});

test('what a form needs, its actions and their variants follow from the table', () => {
  assert.deepEqual(componentsOf(shop, 'microservice'), ['mongodb', 'rabbitmq']);
  assert.deepEqual(componentsOf(shop, 'serverless'), ['mongodb']);
  const entries = (app: App) => actionsOf(app).map(({ name, entry }) => [name, entry]);
  assert.deepEqual(entries(shop), [
    ['till', 'serverless.ts'],
    ['till-sweep', 'sweep.action.ts'],
  ]);
  const [{ app: varied } = { app: shop }] = withVariants([{ app: shop }], ['till=broker']);
  assert.deepEqual(entries(varied)[0], ['till', 'variants/broker.ts']);
  assert.deepEqual(componentsOf(varied, 'serverless'), ['mongodb', 'rabbitmq']);
  for (const wrong of [
    'till=bypass',
    'till=broker=x',
    'till',
    'till=',
    '=broker',
    'till=toString',
    'till=constructor',
    'till=__proto__',
    'toString=broker',
    '__proto__=broker',
    '',
  ])
    assert.throws(() => withVariants([{ app: shop }], [wrong]), {
      name: 'Failure',
      message: `There is no variant '${wrong}'; there are: till=broker`,
    });
});

test('an environment has the needs of its form, the settings that are set, and a key only where it is needed', () => {
  const at = (form: 'microservice' | 'serverless') => ({
    form,
    component: (name: string) => `${name}://host`,
    service: (name: string) => `http://${name}`,
    ...(form === 'serverless' ? { actionKey: 'uuid:key' } : {}),
  });
  const source = { TILL_SPEED: '3', OTHER: 'no' };
  const of = (form: 'microservice' | 'serverless', name = 'till') => {
    const spec =
      form === 'microservice' ? shop.services.till : actionsOf(shop).find((each) => each.name === name)?.spec;
    return serviceEnvironment(shop, 'till', spec ?? action, at(form), source);
  };
  const common = { CONNECTIONS: 'at-start', TILL_SPEED: '3', SERVICE_NAME: 'shop/till' };
  assert.deepEqual(of('microservice'), {
    ...common,
    MONGO_URL: 'mongodb://host/tills',
    AMQP_URL: 'rabbitmq://host',
    SERVICE_VARIABLES: 'MONGO_URL AMQP_URL TILL_SPEED TILL_PORT?',
  });
  assert.deepEqual(of('serverless'), {
    ...common,
    OW_AUTH: 'uuid:key',
    MONGO_URL: 'mongodb://host/tills_serverless',
    ROBOT_URL: 'http://till-sweep',
    SERVICE_VARIABLES: 'MONGO_URL ROBOT_URL TILL_SPEED TILL_PORT?',
  });
  assert.equal(of('serverless', 'till-sweep').OW_AUTH, undefined);
});

test('a service that calls an action with a longer limit than a call waits has the key to ask for the response', () => {
  const keyFor = (timeoutMs: number): string | undefined => {
    const slow = { ...action, actions: { main: web({ timeoutMs }) } };
    const caller = { ...action, needs: { SLOW_URL: callee('slow') } };
    const app = appOf({ slow, caller });
    const addresses = {
      form: 'serverless',
      component: String,
      service: String,
      actionKey: 'uuid:key',
    } as const;
    return serviceEnvironment(app, 'caller', caller, addresses, {}).OW_AUTH;
  };
  assert.deepEqual([60_000, 60_001].map(keyFor), [undefined, 'uuid:key']);
});

test('a service that calls one of the other form has its address there, and the key of that form, where that form runs', () => {
  const caller = { ...process, needs: { OTHER_TILL_URL: serviceOfOther('till') } };
  const app = appOf({ till: { ...action, actions: { main: web({ timeoutMs: 60_001 }) } }, caller });
  const at = (form: 'microservice' | 'serverless') => ({
    form,
    component: String,
    service: (name: string) => `http://${form}/${name}`,
    ...(form === 'serverless' ? { actionKey: 'uuid:key' } : {}),
  });
  const [here, there] = [at('microservice'), at('serverless')];
  const of = (...[addresses, source = {}]: [typeof here, Record<string, string>?]) => {
    const { OTHER_TILL_URL, OW_AUTH } = serviceEnvironment(app, 'caller', caller, addresses, source);
    return [OTHER_TILL_URL, OW_AUTH];
  };
  assert.deepEqual(of({ ...here, other: there } as typeof here), ['http://serverless/till', 'uuid:key']);
  assert.deepEqual(of({ ...there, other: here } as typeof here), ['http://microservice/till', undefined]);
  assert.deepEqual(of(here), ['', undefined]);
});

test('the feed of a variant runs beside the actions when the variant is chosen', () => {
  const feed = { needs: { AMQP_URL: rabbitmq(), TILL_URL: callee('till') } };
  const app = appOf({
    web: process,
    till: { ...action, variants: { loud: { replaces: ['main'], feed } } },
  });
  const [{ app: chosen } = { app }] = withVariants([{ app }], ['till=loud']);
  const entries = (of: App) => processesOf(of, 'serverless').map(({ name, entry }) => `${name} ${entry}`);
  assert.deepEqual(entries(app), ['web microservice.ts']);
  assert.deepEqual(entries(chosen), ['web microservice.ts', 'till-feed variants/loud.feed.ts']);
  assert.deepEqual(componentsOf(app, 'serverless'), []);
  assert.deepEqual(componentsOf(chosen, 'serverless'), ['rabbitmq']);
});

test('a service whose actions have a process beside them has it in the serverless form only, where it is the gateway', () => {
  const split: ServiceSpec = {
    ...action,
    port: 'WEB_PORT',
    processes: { proxy: { needs: { TILL_URL: callee('till') } } },
  };
  const app = defineApp(appOf({ web: split, till: process }));
  const of = (form: Form) => processesOf(app, form).map(({ name, entry }) => `${name} ${entry}`);
  assert.deepEqual(of('microservice'), ['web microservice.ts', 'till microservice.ts']);
  assert.deepEqual(of('serverless'), ['web-proxy proxy.process.ts', 'till microservice.ts']);
  assert.deepEqual([gatewayIn(app, 'microservice'), gatewayIn(app, 'serverless')], ['web', 'web-proxy']);
  const [proxy] = processesOf(app, 'serverless');
  assert.deepEqual(Object.keys(proxy?.spec.needs ?? {}), ['TILL_URL']);
  assert.throws(
    () => defineApp(appOf({ web: split })),
    /shop\/web calls till, which is no service/,
    'what a process beside needs is checked too',
  );
});
