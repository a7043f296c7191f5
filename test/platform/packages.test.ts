import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { createProgress } from '#shared/cli/progress';
import { findNode20 } from '#test/harness/node20';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'packages-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined, XDG_CACHE_HOME: folder };
const nodes = { 'Node 20': await findNode20(createProgress(() => {})), 'Node 24': process.execPath };

await run(process.execPath, ['wsk/pack/pack.ts', folder]);
const archives = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
writeFileSync(join(folder, 'package.json'), '{}');
await run(
  'npm',
  ['install', '--offline', '--no-audit', '--no-fund', ...archives.map((name) => `./${name}`)],
  {
    cwd: folder,
  },
);

/** Writes the first JavaScript of a package's README to the file that its first line names. Returns that name. */
function writeExample(name: string): string {
  const text = readFileSync(join(folder, 'node_modules', name, 'README.md'), 'utf8');
  const [, code = ''] = /```js\n(.*?)```/s.exec(text) ?? [];
  const [, file = ''] = /^\/\/ ([\w.]+)/.exec(code) ?? [];
  writeFileSync(join(folder, file), code);
  return file;
}

it('the packages need no other package', () => {
  assert.deepEqual(
    readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['openwhisk-embedded', 'openwhisk-glue'],
  );
});

for (const [title, node] of Object.entries(nodes)) {
  describe(`on ${title}`, () => {
    it("the example in openwhisk-embedded's README is a test that passes", async () => {
      const file = writeExample('openwhisk-embedded');
      const { stdout } = await run(node, ['--test', '--test-reporter=tap', file], { cwd: folder, env });
      assert.match(stdout, /^# pass 1\n# fail 0$/m);
    });

    it("the example in openwhisk-glue's README prints what the service responds", async () => {
      const file = writeExample('openwhisk-glue');
      const { stdout } = await run(node, [file], { cwd: folder, env });
      assert.equal(stdout, '200 {"hello":"world","method":"GET"}\n');
    });

    it('the command starts a platform, deploys a file as a web action, and leaves nothing behind', async () => {
      const command = join(folder, 'node_modules', 'openwhisk-embedded', 'command.js');
      const before = readdirSync(tmpdir());
      const platform = spawn(node, [command, '--port', '0', '--json'], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = (await once(platform.stdout, 'data')) as [Buffer];
      const { apihost, authFile } = JSON.parse(`${line}`) as { apihost: string; authFile: string };
      const [, auth] = readFileSync(authFile, 'utf8').trim().split(' ');
      writeFileSync(
        join(folder, 'greet.js'),
        "exports.main = ({ name }) => ({ body: 'Good day, ' + name });",
      );
      const to = { ...env, OW_APIHOST: apihost, OW_AUTH: auth };
      const { stdout } = await run(node, [command, 'deploy', 'greet.js', '--web'], { cwd: folder, env: to });
      assert.equal(stdout, `${apihost}/api/v1/web/guest/default/greet\n`);
      assert.equal(await (await fetch(`${stdout.trim()}?name=Ada`)).text(), 'Good day, Ada');
      platform.kill('SIGTERM');
      assert.deepEqual(await once(platform, 'exit'), [0, null]);
      assert.deepEqual(
        readdirSync(tmpdir()).filter((name) => /^diptych-.*-ow-/.test(name) && !before.includes(name)),
        [],
      );
    });
  });
}

it('the types describe both packages', async () => {
  const source = `import { injectRequest, keepListener, bypassListener } from 'openwhisk-glue';
    import { startPlatform } from 'openwhisk-embedded';
    import type http from 'node:http';
    const { url, auth, close }: { url: string; auth: string; close(): Promise<void> } = await startPlatform({ port: 0 });
    injectRequest((_request: http.IncomingMessage, response: http.ServerResponse) => void response.end(url + auth));
    // @ts-expect-error A service is no text.
    keepListener('text');
    bypassListener('greeter', { 'GET /:name': ({ name }) => name });
    await close();`;
  writeFileSync(join(folder, 'types.mts'), source);
  const tsc = join(process.cwd(), 'node_modules', '.bin', 'tsc');
  const types = join(process.cwd(), 'node_modules', '@types');
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--typeRoots',
    types,
    '--types',
    'node',
  ];
  await run(tsc, [...options, 'types.mts'], { cwd: folder }).catch((error: { stdout: string }) => {
    assert.fail(error.stdout);
  });
});
