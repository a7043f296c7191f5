import { basename, extname } from 'node:path';
import { commandLine, readCommandLine, wrongArgument } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { readGivenFile } from '#shared/cli/given-paths';
import { findTarget, type Target } from '../deploy/target.ts';
import { guestKey } from './keys.ts';

const line = commandLine({
  call: 'openwhisk-embedded deploy',
  does: 'Puts a file with one action on a running OpenWhisk: JavaScript that exports or declares main, or a zip archive.',
  arguments: { FILE: 'the file' },
  options: {
    web: { text: 'make it a web action, and print its URL' },
    name: { value: 'NAME', text: 'the name of the action; default: that of the file' },
    kind: { value: 'KIND', text: 'the runtime; default nodejs:20' },
  },
  environment: {
    'OW_APIHOST, OW_AUTH': 'the OpenWhisk; default: what openwhisk-embedded started on port 3233',
  },
  examples: { 'openwhisk-embedded deploy hello.js --web': 'a web action' },
  takes: 'less than a second',
});

/** The command that puts a file on a running OpenWhisk as an action. Throws a failure that names what is wrong. */
export async function deployFile(args: string[]): Promise<undefined> {
  const { values, positionals } = readCommandLine(line, args);
  const [file, more] = positionals;
  if (file === undefined || more !== undefined) throw wrongArgument(line, 'Give one FILE');
  const name = values.name ?? basename(file, extname(file));
  const target = await findTarget({ ...local(), ...process.env });
  await put(target, name, execOf(file, values.kind ?? 'nodejs:20'), values.web);
  const path = values.web ? `web/${target.namespace}/default/${name}` : `namespaces/_/actions/${name}`;
  process.stdout.write(`${target.apihost}/api/v1/${path}\n`);
}

const local = () => ({ OW_APIHOST: 'http://127.0.0.1:3233', OW_AUTH: guestKey() });

function execOf(file: string, kind: string): object {
  const content = readGivenFile('FILE', file);
  if (extname(file) === '.zip') return { kind, code: content.toString('base64'), binary: true };
  return { kind, code: content.toString() };
}

async function put({ apihost, auth }: Target, name: string, exec: object, web: boolean): Promise<void> {
  const response = await fetch(
    `${apihost}/api/v1/namespaces/_/actions/${encodeURIComponent(name)}?overwrite=true`,
    {
      method: 'PUT',
      headers: {
        authorization: `Basic ${Buffer.from(auth).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ exec, annotations: [{ key: 'web-export', value: web }] }),
    },
  );
  if (!response.ok)
    throw new Failure(`${apihost} refuses ${name} with ${response.status}: ${await response.text()}`);
}
