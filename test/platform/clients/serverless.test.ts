import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTarget } from '../target.ts';
import { findServerless } from './install.ts';
import { type ProgramResult, workplace } from './program.ts';

const found = await findServerless();
const modules = 'path' in found ? found.path : '';
const target = await useTarget();
const skip = 'skip' in found ? found.skip : target.noGateway;
const { ow } = target;
const { folder, run } = workplace(target);

writeFileSync(
  join(folder, 'handler.js'),
  `exports.main = (args) => { console.log('said so'); return { greeting: 'Hello ' + args.name } };
exports.fail = () => { throw new Error('on purpose') };
`,
);
writeFileSync(
  join(folder, 'serverless.yml'),
  `service: greeter
frameworkVersion: '3'
configValidationMode: 'off'
provider: { name: openwhisk, runtime: 'nodejs:20' }
package: { patterns: ['!**', handler.js] }
plugins: { localPath: ${modules}, modules: [serverless-openwhisk] }
resources:
  packages: { greeter: { parameters: { a: 1 } } }
  triggers:
    timer: { feed: /whisk.system/alarms/interval, feed_parameters: { minutes: 60 } }
functions:
  hello:
    handler: handler.main
    name: hello
    events:
      - http: GET /greeter/hello
      - trigger: { name: greeted, rule: greeted-rule }
  packaged: { handler: handler.main, name: greeter/packaged }
  fail: { handler: handler.fail }
  chain: { sequence: [hello, hello] }
`,
);

const serverless = (...args: string[]): Promise<ProgramResult> =>
  run(process.execPath, ['--no-deprecation', join(modules, '.bin', 'serverless'), ...args]);

test('the Serverless Framework deploys functions, a sequence, triggers, rules and an API', {
  skip,
}, async () => {
  const { code, output } = await serverless('deploy');
  assert.equal(code, 0, output);
  const names = (await ow.actions.list()).map(({ name }) => name).sort();
  assert.deepEqual(names, ['greeter-dev-chain', 'greeter-dev-fail', 'hello', 'packaged']);
  assert.deepEqual((await ow.triggers.list()).map(({ name }) => name).sort(), ['greeted', 'timer']);
});

test('the Serverless Framework invokes functions and shows errors and logs', { skip }, async () => {
  const hello = await serverless('invoke', '-f', 'hello', '-d', '{"name":"you"}');
  assert.match(hello.output, /"greeting": "Hello you"/);
  const fail = await serverless('invoke', '-f', 'fail');
  assert.match(fail.output, /on purpose/);
  const logs = await serverless('logs', '-f', 'fail');
  assert.equal(logs.code, 0, logs.output);
});

test('the endpoint responds, and the Serverless Framework lists it', { skip }, async () => {
  const { output } = await serverless('info');
  const [, url = ''] = /GET (http\S+) --> hello/.exec(output) ?? [];
  assert.deepEqual(await (await fetch(`${url}?name=web`)).json(), { greeting: 'Hello web' });
});

test('the Serverless Framework removes all entities', { skip }, async () => {
  const { code, output } = await serverless('remove');
  assert.equal(code, 0, output);
  assert.deepEqual(await ow.actions.list(), []);
  assert.deepEqual(await ow.triggers.list(), []);
});
