// `npm run thrift`
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commandLine, readCommandLine, wrongArgument } from '../cli/command-line.ts';
import { Failure } from '../cli/failure.ts';
import { runCommand } from '../cli/run-command.ts';
import { typescriptOf } from './generate.ts';
import { parseIdl } from './idl/parse.ts';
import { IdlError } from './idl/tokens.ts';

const biome = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'biome');

const line = commandLine({
  call: 'npm run thrift --',
  does: 'Makes FILE.ts of each FILE.thrift: types, exceptions and services of the IDL.',
  arguments: { 'FILE.thrift…': 'the files' },
  examples: {
    'npm run thrift -- apps/social-network/social-network.thrift': 'makes social-network.ts beside it',
  },
  takes: 'about a second',
});

async function main(): Promise<undefined> {
  const { positionals: files } = readCommandLine(line, process.argv.slice(2));
  if (files.length === 0) throw wrongArgument(line, 'Name at least one FILE.thrift');
  for (const file of files) {
    if (!file.endsWith('.thrift')) throw wrongArgument(line, `${file} does not end with .thrift`);
    if (!existsSync(file)) throw wrongArgument(line, `There is no file ${file}`);
  }
  try {
    for (const file of files) makeTypescript(file);
  } catch (error) {
    throw error instanceof IdlError ? new Failure(error.message, 2) : error;
  }
}

function makeTypescript(file: string): void {
  const made = file.replace(/\.thrift$/, '.ts');
  writeFileSync(made, typescriptOf(parseIdl(file), basename(file)));
  execFileSync(biome, ['check', '--write', '--log-level=error', made], { stdio: 'inherit' });
  process.stdout.write(`${made}\n`);
}

await runCommand(main);
