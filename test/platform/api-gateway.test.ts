import assert from 'node:assert/strict';
import { test } from 'node:test';
import openwhisk from 'openwhisk';
import { putAction, usePlatform } from './helper.ts';

const platform = await usePlatform();
const { ow, apihost } = platform;
const web = { 'web-export': true };
const show = `function main(args) {
  return { body: { path: args.__ow_path, method: args.__ow_method, name: args.name, secret: args.__ow_headers['x-require-whisk-auth'] } };
}`;
await ow.packages.update({ name: 'shop' });
await putAction(platform, 'shop/show', show, { annotations: web });
await putAction(platform, 'plain', 'function main() { return { body: "plain" } }', { annotations: web });
await putAction(platform, 'closed', show, { annotations: { ...web, 'require-whisk-auth': 'sesame' } });

interface Described {
  gwApiUrl: string;
  apidoc: {
    basePath: string;
    info: { title: string };
    paths: Record<string, Record<string, { operationId: string }>>;
  };
}
type Route = Parameters<typeof ow.routes.create>[0] & Record<string, unknown>;

const create = async (route: Record<string, unknown>, client = ow): Promise<Described> =>
  (await client.routes.create(route as unknown as Route)) as unknown as Described;
const list = async (options: object = {}): Promise<Described[]> => {
  const { apis } = (await ow.routes.list(options)) as unknown as { apis: { value: Described }[] };
  return apis.map(({ value }) => value);
};

test('a route that the npm client creates reaches the web action', async () => {
  const route = {
    basepath: '/shop',
    relpath: '/items',
    operation: 'GET',
    action: 'shop/show',
    responsetype: 'http',
  };
  const { gwApiUrl, apidoc } = await create(route);
  assert.ok(gwApiUrl.startsWith(`${apihost}/api/`) && gwApiUrl.endsWith('/shop'));
  assert.ok(apidoc.paths['/items']?.get?.operationId);
  const answer = await fetch(`${gwApiUrl}/items?name=robot`);
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { path: '', method: 'get', name: 'robot' });
  assert.equal((await fetch(`${gwApiUrl}/items`, { method: 'OPTIONS' })).status, 200);
});

test('the default response type is json', async () => {
  const { gwApiUrl } = await create({ basepath: '/json', relpath: '/p', operation: 'POST', action: 'plain' });
  assert.deepEqual(await (await fetch(`${gwApiUrl}/p`, { method: 'POST' })).json(), { body: 'plain' });
});

test('path parameters reach the action as its path, and a path without parameters has precedence', async () => {
  const common = { basepath: '/books', operation: 'get', responsetype: 'http' };
  await create({ ...common, relpath: '/{id}/pages/{page}', action: 'shop/show' });
  const { gwApiUrl } = await create({ ...common, relpath: '/new/pages/1', action: 'plain' });
  const found = (await (await fetch(`${gwApiUrl}/12/pages/a%20b`)).json()) as { path: string };
  assert.equal(found.path, '/books/12/pages/a%20b');
  assert.equal(await (await fetch(`${gwApiUrl}/new/pages/1`)).text(), 'plain');
  await assert.rejects(
    create({ ...common, relpath: '/{id}', action: 'plain', responsetype: 'json' }),
    /must be http/,
  );
});

test('the API gateway sends the key of a secured action and never returns it', async () => {
  const route = {
    basepath: '/closed',
    relpath: '/x',
    operation: 'get',
    action: 'closed',
    responsetype: 'http',
  };
  const { gwApiUrl } = await create({ ...route, secure_key: 'sesame' });
  assert.equal((await fetch(`${gwApiUrl}/x`)).status, 200);
  assert.ok(!JSON.stringify(await list()).includes('sesame'));
});

test('routes are listed, found by base path or title, and deleted one by one', async () => {
  const common = { basepath: '/many', name: 'Many', operation: 'get', action: 'plain' };
  for (const relpath of ['/a', '/b']) {
    const apidoc = {
      namespace: '_',
      gatewayBasePath: '/many',
      gatewayPath: relpath,
      gatewayMethod: 'GET',
      apiName: 'Many',
      action: { name: 'plain', namespace: 'guest' },
    };
    const response = await fetch(
      `${apihost}/api/v1/web/whisk.system/apimgmt/createApi.http?responsetype=http`,
      {
        method: 'POST',
        headers: { authorization: platform.authorization(), 'content-type': 'application/json' },
        body: JSON.stringify({ apidoc }),
      },
    );
    assert.equal(response.status, 200);
  }
  assert.equal((await list({ basepath: 'Many' })).length, 1);
  const [many] = await list({ basepath: common.basepath });
  assert.deepEqual(Object.keys(many?.apidoc.paths ?? {}), ['/a', '/b']);
  await ow.routes.delete({ basepath: '/many', relpath: '/a', operation: 'get' } as never);
  assert.equal((await fetch(`${many?.gwApiUrl}/a`)).status, 404);
  assert.equal((await fetch(`${many?.gwApiUrl}/b`)).status, 200);
  await ow.routes.delete({ basepath: '/many', relpath: '/b' } as never);
  assert.deepEqual(await list({ basepath: '/many' }), []);
  await assert.rejects(ow.routes.delete({ basepath: '/many' }), /404/);
});

test('a whole Swagger document creates an API, and an exported document can be imported', async () => {
  await create({ basepath: '/copy', relpath: '/x', operation: 'get', action: 'plain', responsetype: 'http' });
  const [api] = await list({ basepath: '/copy' });
  assert.ok(api);
  const swagger = JSON.stringify({ ...api.apidoc, basePath: '/copied' });
  const { gwApiUrl } = await create({ swagger });
  assert.equal(await (await fetch(`${gwApiUrl}/x`)).text(), 'plain');
  await assert.rejects(create({ swagger: '{"swagger":"2.0"}' }), /basePath, info.title and paths/);
});

test('namespaces do not see each other’s APIs; strangers see none', async () => {
  const other = platform.clientOf('other');
  const { apis } = (await other.routes.list()) as unknown as { apis: unknown[] };
  assert.deepEqual(apis, []);
  const stranger = openwhisk({ apihost, api_key: 'a:b' });
  await assert.rejects(stranger.routes.list(), /401/);
  assert.equal((await fetch(`${apihost}/api/nobody/shop/items`)).status, 405);
});
