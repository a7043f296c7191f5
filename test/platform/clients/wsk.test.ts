// The command line `wsk`: the requests that were recorded from it, and the program itself if it is on PATH.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { eventually } from '../helper.ts';
import { useTarget } from '../target.ts';
import { findWsk } from './install.ts';
import { workplace } from './program.ts';

interface Command {
  command: string;
  requests: { method: string; path: string; body?: object; status: number }[];
}

const target = await useTarget();
const source = 'function main(args) { console.log("said"); return { hello: args.name || "world" } }';
const zip = Buffer.from(
  zipSync({ 'index.js': Buffer.from(`exports.main = ${source.replace(' main', '')}`) }),
);
const commands = readFileSync(join(import.meta.dirname, 'wsk.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Command);
/** Why a command cannot be tested here, or false. */
const skipOf = (command: string): string | false => command.startsWith('wsk api ') && target.noGateway;
const since = Date.now();

async function fill(text: string): Promise<string> {
  const [uuid = ''] = target.auth.split(':');
  const id = text.includes('/ID') ? await lastActivation() : '';
  return text
    .replaceAll('NAMESPACE', target.namespace)
    .replaceAll('BASE64 OF THE ZIP', zip.toString('base64'))
    .replaceAll('SOURCE', source.replaceAll('"', '\\"'))
    .replaceAll('UUID:KEY', target.auth)
    .replaceAll('UUID', uuid)
    .replaceAll('TIME', String(since))
    .replaceAll('HOST', new URL(target.apihost).host)
    .replace('/ID', `/${id}`);
}

// A record may be stored shortly after the response.
const lastActivation = (): Promise<string> =>
  eventually(async () => {
    const { body } = await target.ask('GET', '/api/v1/namespaces/_/activations?limit=1&name=hello');
    return (body as { activationId: string }[])[0]?.activationId;
  });

test('the recorded requests of each wsk command get valid responses', async (t) => {
  for (const { command, requests } of commands) {
    await t.test(command, { skip: skipOf(command) }, async () => {
      for (const { method, path, body, status } of requests) {
        const text = body === undefined ? undefined : `${await fill(JSON.stringify(body))}\n`;
        const answer = await target.ask(method, await fill(path), text === undefined ? {} : { body: text });
        assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
        // Without both members, wsk reports a failed connection.
        if (status < 400) continue;
        const { error, code } = answer.body as { error?: string; code?: string };
        assert.ok(typeof error === 'string' && typeof code === 'string');
      }
    });
  }
});

const found = findWsk();

test('the program wsk runs each command', { skip: 'skip' in found ? found.skip : false }, async (t) => {
  if ('skip' in found) return;
  const { folder, run } = workplace(target);
  writeFileSync(join(folder, 'hello.js'), source);
  writeFileSync(join(folder, 'feed.js'), 'function main(args) { return { event: args.lifecycleEvent } }');
  writeFileSync(join(folder, 'a.zip'), zip);
  writeFileSync(join(folder, 'p.json'), '{"name":"P"}');
  writeFileSync(join(folder, 'ann.json'), '{"k":"v"}');
  for (const { command, requests } of commands) {
    await t.test(command, { skip: skipOf(command) }, async () => {
      const text = command.includes(' ID') ? command.replace('ID', await lastActivation()) : command;
      const line = text.replaceAll('NAMESPACE', target.namespace).replace('* * * * *', 'every');
      const { code, output } = await run(found.path, line.split(' ').slice(1));
      const refused = requests.find(({ status }) => status >= 400);
      // A recorded create that was repeated and then refused is sent once here.
      const wanted = refused === undefined || requests.length > 1 ? 0 : refused.status - 256;
      assert.equal(code, (wanted + 256) % 256, output);
    });
  }
});
