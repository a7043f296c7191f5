import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { web } from '#shared/app/actions';
import { defineApp } from '#shared/app/define-app';
import { bundleAction } from '#wsk/deploy/bundle';
import { deployApp } from '#wsk/deploy/deploy-app';
import { manifestOf } from '#wsk/deploy/manifest';
import { usePlatform } from './helper.ts';

const app = defineApp({
  name: 'cors',
  title: 'CORS',
  gateway: 'own',
  services: {
    own: {
      summary: 'sends its own CORS headers',
      needs: {},
      actions: { main: web({ customOptions: true }) },
    },
    plain: { summary: 'leaves them to the platform', needs: {}, actions: { main: web() } },
  },
});
const addresses = { form: 'serverless', component: () => '', service: () => '' } as const;
const platform = await usePlatform();
const { zip } = await bundleAction(join(import.meta.dirname, 'cors-service.ts'));
const target = { apihost: platform.apihost, auth: platform.key, namespace: 'guest' };
await deployApp(app, new Map(['own', 'plain'].map((name) => [name, zip])), target, addresses);

const preflight = {
  method: 'OPTIONS',
  headers: { origin: 'https://shop.example', 'access-control-request-method': 'PUT' },
};
const corsOf = ({ headers }: Response): (string | null)[] =>
  ['origin', 'methods'].map((name) => headers.get(`access-control-allow-${name}`));

test('an action with customOptions answers the preflight and sends its own CORS headers', async () => {
  const answered = await platform.web('cors/own', preflight);
  assert.equal(answered.status, 204);
  assert.deepEqual(corsOf(answered), ['https://shop.example', 'PUT']);
  assert.equal(answered.headers.get('access-control-max-age'), '600');
  const given = await platform.web('cors/own');
  assert.deepEqual([await given.text(), ...corsOf(given)], ['content', 'https://shop.example', null]);
});

test('for any other action the platform does both', async () => {
  const methods = 'OPTIONS, GET, DELETE, POST, PUT, HEAD, PATCH';
  const answered = await platform.web('cors/plain', preflight);
  assert.equal(answered.status, 200);
  assert.deepEqual(corsOf(answered), ['*', methods]);
  const given = await platform.web('cors/plain');
  assert.deepEqual([await given.text(), ...corsOf(given)], ['content', '*', methods]);
});

test('a manifest says the same', () => {
  const manifest = parse(manifestOf(app, addresses, (name) => `${name}.zip`)) as {
    packages: { cors: { actions: Record<string, { annotations: object; inputs: object }> } };
  };
  const { own, plain } = manifest.packages.cors.actions;
  assert.ok('web-custom-options' in (own?.annotations ?? {}) && 'WEB_CUSTOM_OPTIONS' in (own?.inputs ?? {}));
  assert.ok(!('web-custom-options' in (plain?.annotations ?? {})));
});
