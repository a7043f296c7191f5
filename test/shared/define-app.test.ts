import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type App, defineApp, type ServiceSpec } from '#shared/app/define-app';

const service: ServiceSpec = { summary: 'a service', environment: () => ({}) };
const action = { kind: 'web', memoryMb: 128, timeoutMs: 1000, concurrency: 1 } as const;
const appOf = (services: App['services']): App => ({
  name: 'shop',
  title: 'Shop',
  components: [],
  dropped: [],
  frontDoor: 'web',
  services,
});

test('a table that names a service which is not there is refused', () => {
  assert.throws(
    () => defineApp(appOf({ web: { ...service, calls: ['till'] } })),
    /shop\/web calls till, which is no service/,
  );
  assert.throws(() => defineApp(appOf({ door: service })), /shop has no service web/);
});

test('only what is an action can be fused', () => {
  const fusing = { ...service, action: { ...action, fuses: ['till'] } };
  assert.throws(
    () => defineApp(appOf({ web: fusing, till: service })),
    /shop\/web fuses till, which is no action/,
  );
  assert.ok(defineApp(appOf({ web: fusing, till: { ...service, action } })));
});
