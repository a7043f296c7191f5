import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { message, web } from '#shared/app/actions';
import type { App, ServiceSpec } from '#shared/app/define-app';
import { withVariants } from '#shared/app/variants';
import { Failure } from '#shared/cli/failure';
import { bundleAction } from '#wsk/deploy/bundle';
import { bundleApp } from '#wsk/deploy/bundle-app';
import { checkEntries } from '#wsk/deploy/entry';
import { usePlatform } from './helper.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

write({
  'package.json': '{"type":"module","imports":{"#shared/*":"./shared/*.ts"}}',
  'shared/greet.ts': "export const greet = (name: string): string => 'hello ' + name;",
  'node_modules/old/package.json':
    '{"name":"old","version":"1.0.0","main":"index.js","engines":{"node":">=18"}}',
  'node_modules/old/index.js': 'exports.old = 1;',
  'node_modules/new/package.json':
    '{"name":"new","version":"2.0.0","main":"index.js","engines":{"node":"^22.12 || >=24"}}',
  'node_modules/new/index.js': 'exports.fresh = 1;',
  'entry.ts': `import { greet } from '#shared/greet';
    import { old } from 'old';
    import openwhisk from 'openwhisk';
    export const main = ({ name }: { name: string }): object => ({ text: greet(name), old, ow: typeof openwhisk });`,
  'modern.ts': "import { fresh } from 'new'; export const main = () => ({ fresh });",
});

test('equal input gives equal bytes: one CommonJS file and a package.json', async () => {
  const [first, second] = await Promise.all([1, 2].map(() => bundleAction(join(folder, 'entry.ts'))));
  assert.deepEqual(first?.zip, second?.zip);
  const files = unzipSync(first?.zip ?? new Uint8Array());
  assert.deepEqual(Object.keys(files).sort(), ['index.js', 'package.json']);
  assert.deepEqual(JSON.parse(strFromU8(files['package.json'] as Uint8Array)), {
    type: 'commonjs',
    main: 'index.js',
  });
});

test('the inputs list the bytes of each source file in the output', async () => {
  const { inputs } = await bundleAction(join(folder, 'entry.ts'));
  const names = Object.keys(inputs).map((path) => path.split('/').slice(-2).join('/'));
  assert.ok(names.includes('shared/greet.ts') && names.includes('old/index.js'), names.join());
  assert.ok(Object.values(inputs).every((bytes) => bytes > 0));
  assert.ok(!names.some((name) => name.includes('openwhisk')));
});

test('a package that does not support Node 20 is refused with its name', async () => {
  await assert.rejects(
    bundleAction(join(folder, 'modern.ts')),
    /bundles new 2\.0\.0, which needs Node \^22\.12 \|\| >=24/,
  );
});

test('a file that is missing or cannot be parsed is refused in a sentence, with file and line', async () => {
  write({
    'broken.ts': 'export const main = () => ({});\nconst = 1;',
    'lost.ts': "import './nowhere.ts'; export const main = () => ({});",
  });
  const wrong = { absent: /absent\.ts/, broken: /broken\.ts:2: /, lost: /lost\.ts:1: .*nowhere\.ts/ };
  for (const [name, problem] of Object.entries(wrong)) {
    const failure = await bundleAction(join(folder, `${name}.ts`)).catch((error: Error) => error);
    assert.ok(failure instanceof Failure, String(failure));
    assert.match(failure.message, problem);
    assert.match(failure.message, /cannot be bundled: /);
    assert.doesNotMatch(failure.message, /\n/);
  }
});

test('an action whose file is missing is refused with the table that names it', async () => {
  const service: ServiceSpec = {
    summary: 'a service',
    needs: {},
    actions: { main: web(), sweep: message() },
    variants: { loud: { replaces: ['main'] } },
  };
  const app: App = { name: 'template', title: 'Template', gateway: 'hello', services: { hello: service } };
  const at = 'apps/template/hello';
  assert.throws(() => checkEntries(app), {
    name: 'Failure',
    message: `${at}/sweep.action.ts does not exist, but the table in apps/template/app.ts has an action of hello with this entry: create the file, or change the table.`,
  });
  const [varied = { app }] = withVariants([{ app }], ['hello=loud']);
  await assert.rejects(
    bundleApp(varied.app),
    /hello\/variants\/loud\.ts does not exist, .*\n.*sweep\.action\.ts/,
  );
  checkEntries({ ...app, services: { hello: { ...service, actions: { main: web() } } } });
});

test('a bundle runs on the platform and requires the openwhisk package there', async () => {
  const { ow } = await usePlatform();
  const { zip } = await bundleAction(join(folder, 'entry.ts'));
  await ow.actions.create({ name: 'bundled', action: Buffer.from(zip) });
  const result = await ow.actions.invoke({
    name: 'bundled',
    blocking: true,
    result: true,
    params: { name: 'you' },
  });
  assert.deepEqual(result, { text: 'hello you', old: 1, ow: 'function' });
});

const ofExpress = createRequire(createRequire(import.meta.url).resolve('express'));

/** Bundles an action from source, runs it and returns its result. */
async function resultOf(source: string): Promise<unknown> {
  write({ 'asks.ts': source });
  const { zip } = await bundleAction(join(folder, 'asks.ts'));
  const code = strFromU8(unzipSync(zip)['index.js'] as Uint8Array);
  const module = { exports: {} as { main?: () => unknown } };
  new Function('require', 'module', 'exports', '__filename', code)(ofExpress, module, module.exports, folder);
  return module.exports.main?.();
}

test('an archive has the media types of the package mime-types', async () => {
  const path = ofExpress.resolve('mime-types');
  const own = ofExpress(path) as Record<string, unknown> &
    Record<'lookup' | 'contentType', (text: string) => unknown>;
  const names = ['a.html', 'a.mp4', 'a.unknown', 'application/json', 'text/x-anything', 'constructor', ''];
  const asked = await resultOf(`import mime from ${JSON.stringify(path)};
    const names = ${JSON.stringify(names)};
    export const main = () => ({
      maps: JSON.stringify([mime.types, mime.extensions, mime._extensionConflicts]),
      answers: names.flatMap((name) => [mime.lookup(name), mime.contentType(name), mime.charset(name), mime.extension(name)]),
    });`);
  const answer = (name: string) =>
    ['lookup', 'contentType', 'charset', 'extension'].map((what) =>
      (own[what] as (text: string) => unknown)(name),
    );
  assert.deepEqual(asked, {
    maps: JSON.stringify([own.types, own.extensions, own._extensionConflicts]),
    answers: names.flatMap(answer),
  });
});

test('an archive throws a clear error for a character set whose tables it omits', async () => {
  const path = createRequire(ofExpress.resolve('body-parser')).resolve('iconv-lite');
  const source = (charset: string) => `import iconv from ${JSON.stringify(path)};
    export const main = () => iconv.decode(Buffer.from([0x68, 0xe9]), '${charset}');`;
  assert.equal(await resultOf(source('latin1')), 'hé');
  assert.equal(await resultOf(source('windows-1252')), 'hé');
  await assert.rejects(
    resultOf(source('shift_jis')),
    /character set of shiftjis\.json is left out of archives/,
  );
});
