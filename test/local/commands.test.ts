// Wrong arguments of commands are refused in one sentence, before anything starts.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { usePlatform } from '#test/platform/helper';
import { withoutAlarms } from '#test/platform/stock-host';
import { isThisMachine } from '#wsk/cli/confirm-host';
import { placementNames } from '#wsk/placements/placement';

const root = join(import.meta.dirname, '..', '..');

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the program of an npm script. */
async function run(script: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, PLACEMENT: '', OW_APIHOST: '', OW_AUTH: '', ...env, NODE_TEST_CONTEXT: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'exit') as Promise<[number]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}

/** Runs a program that must refuse its arguments: with this text, without a stack, and without having started anything. */
async function refuses(
  [script, ...args]: [string, ...string[]],
  expected: RegExp,
  env: Record<string, string> = {},
): Promise<number> {
  const { code, stderr } = await run(script, args, env);
  assert.match(stderr, expected);
  assert.notEqual(code, 0);
  assert.doesNotMatch(stderr, /^ +at /m, 'a stack');
  assert.doesNotMatch(stderr, /Filling|Starting|Installing/);
  return code;
}

const [start, deploy, bench, tests] = [
  'compose/local/start.ts',
  'compose/deploy.ts',
  'test/bench/run.ts',
  'test/run.ts',
] as const;
const inherited = ['toString', '__proto__'];

/** The address of a port at which nobody listens any more. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return `127.0.0.1:${port}`;
}

describe('names that do not exist', () => {
  it('are refused by npm test with the levels that there are, and exit code 2', async () => {
    for (const name of ['nosuch', ...inherited]) {
      const code = await refuses(
        [tests, name],
        new RegExp(`There is no test level ${name}; there are: unit, glue,`),
      );
      assert.equal(code, 2);
    }
  });

  it('are refused by npm run bench and npm run deploy', async () => {
    for (const name of inherited) {
      await refuses(
        [bench, name],
        new RegExp(`There is no benchmark '${name}'; NAME is one of: submit-order`),
      );
      await refuses(
        [deploy, name],
        new RegExp(`There is no application '${name}'; APP is one of: robot-shop`),
      );
    }
    await refuses([bench, 'glue', 'thrift'], /Give one NAME, not also thrift/);
    await refuses([deploy, 'robot-shop', 'lab-insurance'], /Give one APP, not also lab-insurance/);
    await refuses(
      [bench, 'glue', '--placement', 'platform,toString'],
      /There is no placement 'toString'; there are: plat/,
    );
    await refuses([bench, 'glue', '--plaecment', 'platform'], /--plaecment/);
  });

  it('are refused by npm start and npm run deploy as variants and placements', async () => {
    for (const command of [[start], [deploy, 'robot-shop']] as [string, ...string[]][]) {
      for (const variant of ['catalogue=__proto__', 'catalogue=bypass=x'])
        await refuses(
          [...command, '--variant', variant],
          new RegExp(`no variant '${variant}'; there are: .*=bypass`),
        );
      for (const placement of ['toString'])
        await refuses(
          [...command, '--placement', placement],
          new RegExp(`placement '?${placement}.*platform`),
        );
    }
    await refuses([start], /no placement 'constructor'/, { PLACEMENT: 'constructor' });
  });
});

describe('the OpenWhisk in OW_APIHOST', () => {
  it('must be complete and reachable before a store is started or filled', async () => {
    const address = await closedAddress();
    for (const command of [[start], [deploy, 'robot-shop']] as [string, ...string[]][]) {
      await refuses(command, /OW_AUTH is not set: give the UUID:KEY/, { OW_APIHOST: `http://${address}` });
      const wrong = new RegExp(
        `at https://${address} cannot be reached: .* write http://${address} for plain HTTP`,
      );
      await refuses(command, wrong, { OW_APIHOST: address, OW_AUTH: 'uuid:key' });
    }
  });
});

describe('npm run deploy with an OpenWhisk in OW_APIHOST that is another machine', () => {
  const env = { OW_APIHOST: 'https://openwhisk.invalid', OW_AUTH: 'uuid:key' };

  it('asks before it changes something there, which needs a terminal or --yes', async () => {
    for (const [options, does] of [
      [[], 'deploy there'],
      [['--delete'], 'remove Robot Shop there'],
      [['--fire'], 'fire them there'],
    ] as const) {
      const command = [deploy, 'robot-shop', ...options] as [string, ...string[]];
      const wanted = new RegExp(
        `names https://openwhisk\\.invalid, which is not this machine: add --yes to ${does}\\.`,
      );
      assert.equal(await refuses(command, wanted, env), 2);
      await refuses([...command, '--yes'], /openwhisk\.invalid cannot be reached/, env);
    }
  });

  it('only looks for --dry-run', async () => {
    await refuses([deploy, 'robot-shop', '--dry-run'], /openwhisk\.invalid cannot be reached/, env);
  });

  it('refuses images of services that have no actions, and two tasks at once', async () => {
    for (const image of ['web=me/image', 'nosuch=me/image', 'cart', 'cart='])
      await refuses(
        [deploy, 'robot-shop', '--image', image],
        /give SERVICE=IMAGE, with one of catalogue, user,/,
      );
    await refuses([deploy, 'robot-shop', '--fire', '--delete'], /Give one of --delete, --fire, not all/);
  });
});

describe('npm test --on', () => {
  it('refuses what is no deployment, and levels and applications that have no tests for it', async () => {
    for (const on of ['robot-shop', 'nosuch=http://127.0.0.1:9', 'robot-shop=shop.example'])
      await refuses([tests, 'contract', '--on', on], /give APP=URL, with an APP of robot-shop,/);
    const url = 'http://127.0.0.1:9';
    await refuses([tests, 'unit', '--on', `robot-shop=${url}`], /not for unit/);
    await refuses(
      [tests, 'scenario', '--on', `social-network=${url}`],
      /scenario has no tests of social-network/,
    );
  });
});

describe('npm start with an OpenWhisk whose actions run in containers', () => {
  it('refuses to tell them 127.0.0.1, and names the variable that says what to tell them', async () => {
    const { apihost, key } = await usePlatform();
    const env = { OW_APIHOST: await withoutAlarms(apihost), OW_AUTH: key };
    assert.equal(
      await refuses([start], /run in containers, .* set STORE_HOST to an address of this machine/, env),
      2,
    );
  });
});

describe('npm start with an OpenWhisk in OW_APIHOST that is another machine', () => {
  const env = { OW_APIHOST: 'https://openwhisk.invalid', OW_AUTH: 'uuid:key' };

  it('refuses to deploy there without a terminal, unless --yes is given', async () => {
    const code = await refuses([start], /names https:\/\/openwhisk\.invalid, .* add --yes .* or unset/, env);
    assert.equal(code, 2);
    await refuses([start, '--yes'], /openwhisk\.invalid cannot be reached/, env);
  });

  it('asks on a terminal, and deploys only after a yes', async () => {
    const program = `${process.execPath} --disable-warning=ExperimentalWarning ${join(root, start)}`;
    for (const [answer, expected] of [
      ['n', /Deploy there.*Nothing was done; unset OW_APIHOST/s],
      ['y', /Deploy there.*openwhisk\.invalid cannot be reached/s],
    ] as const) {
      const given = { ...process.env, ...env, NODE_TEST_CONTEXT: undefined };
      const terminal = spawn('script', ['-qec', program, '/dev/null'], { env: given });
      terminal.stdin.write(`${answer}\n`);
      assert.match(await text(terminal.stdout), expected);
    }
  });

  it('knows the addresses of this machine', async () => {
    for (const own of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]'])
      assert.equal(await isThisMachine(own), true, own);
    for (const other of ['192.0.2.1', '[2001:db8::1]', 'openwhisk.invalid'])
      assert.equal(await isThisMachine(other), false, other);
  });
});

it('each placement can be named', async () => {
  const { stdout } = await run(start, ['--help']);
  for (const name of placementNames) assert.match(stdout, new RegExp(`\\b${name}\\b`));
});
