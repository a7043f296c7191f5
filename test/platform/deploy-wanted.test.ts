// What a deployment tells actions that run in containers, elsewhere or on images of somebody's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { web } from '#shared/app/actions';
import { defineApp } from '#shared/app/define-app';
import { service } from '#shared/app/needs';
import { planDeployment } from '#wsk/deploy/deploy-app';
import { factsOf } from '#wsk/deploy/host-facts';
import { withHost } from '#wsk/deploy/reachable-at';
import { usePlatform } from './helper.ts';

test('the address of this machine for actions replaces those that mean the machine itself', () => {
  for (const [given, expected] of [
    ['redis://127.0.0.1:6379', 'redis://10.0.0.7:6379'],
    ['mongodb://me:pass@localhost:27017', 'mongodb://me:pass@10.0.0.7:27017'],
    ['127.0.0.1:9092,localhost:9093', '10.0.0.7:9092,10.0.0.7:9093'],
    ['http://[::1]:8080/path', 'http://10.0.0.7:8080/path'],
    ['https://localhost.example.org', 'https://localhost.example.org'],
    ['redis://store:6379', 'redis://store:6379'],
  ] as const)
    assert.equal(withHost(given, '10.0.0.7'), expected);
});

test('an image of your own and a certificate of your own reach the actions that need them', async () => {
  const app = defineApp({
    name: 'shop',
    title: 'Shop',
    gateway: 'till',
    services: {
      till: { summary: 'takes money', needs: { SAFE_URL: service('safe') }, actions: { main: web() } },
      safe: { summary: 'keeps money', needs: {}, actions: { main: web() } },
    },
  });
  const zips = new Map(['till', 'safe'].map((name) => [name, Buffer.from('archive')]));
  const addresses = { form: 'serverless', component: () => '', service: () => 'https://ow' } as const;
  const platform = await usePlatform();
  const target = { apihost: platform.apihost, auth: platform.key, namespace: 'guest', insecure: true };
  const options = { images: { safe: 'me/safe:1' } };
  const { wanted } = await planDeployment(app, zips, target, addresses, await factsOf(target), options);
  const [till, safe] = ['till', 'safe'].map((name) => wanted.actions.get(name));
  assert.deepEqual([till?.exec.kind, till?.exec.image], ['nodejs:20', undefined]);
  assert.deepEqual([safe?.exec.kind, safe?.exec.image], ['blackbox', 'me/safe:1']);
  assert.ok(safe?.exec.code, 'the archive runs on the image');
  const trusting = [till, safe].map((action) =>
    action?.parameters.some(({ key, value }) => key === 'NODE_TLS_REJECT_UNAUTHORIZED' && value === '0'),
  );
  assert.deepEqual(trusting, [true, false]);
});
