import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { runCommand } from '#shared/cli/run-command';
import { emptyFiles, staleFiles } from '../generate/files.ts';
import { wrongManifests } from '../generate/kubernetes/validate.ts';
import { makeFiles, staleFiles as staleLedgers } from '../ledger/files.ts';
import { forbiddenImports } from './layers.ts';
import { runNpmProgram } from './npm-program.ts';
import { type Check, runChecks } from './run-checks.ts';

const line = commandLine({
  call: 'npm run check --',
  does: 'Checks types, lint rules and format, the spelling of the documents, the directions of imports, the files for Compose and Kubernetes, and the ledgers.',
  examples: { 'npm run check': 'all checks, also after one has failed' },
  takes: 'about a minute',
});

const root = join(import.meta.dirname, '..', '..');
const pages = globSync('{apps,shared}/**/ui/**/tsconfig.json', { cwd: root }).map((file) => dirname(file));
const write = (text: string): void => void process.stdout.write(text);

/** Runs a program of an npm package, which prints its findings itself. */
const program = (name: string, ...args: string[]): Check => ({
  title: [name, ...args].join(' '),
  passes: async () => (await runNpmProgram(name, args)) === 0,
});

const spelling: Check = {
  ...program('cspell', '--no-progress', '--quiet'),
  hint: 'Correct the words, or add those that are right to "words" in cspell.json.',
};

const directions: Check = {
  title: 'directions of imports (compose/local/layers.ts)',
  async passes() {
    const problems = forbiddenImports(root, ['.', ...pages]);
    for (const problem of problems) write(`${problem}\n`);
    return problems.length === 0;
  },
};

const composeFiles: Check = {
  title: 'files for Compose and Kubernetes (compose/generate)',
  hint: 'Run npm run compose.',
  async passes() {
    const stale = staleFiles().map((file) => `${file} is not as apps/*/app.ts makes it`);
    const empty = emptyFiles().map((file) => `${file} is empty: it and its reference must not be made`);
    const problems = [...stale, ...empty, ...(await wrongManifests())];
    for (const problem of problems) write(`${problem}\n`);
    return problems.length === 0;
  },
};

const ledgers: Check = {
  title: 'ledgers in the READMEs of apps/ (shared/ledger)',
  hint: 'Run npm run ledger -- --write.',
  async passes() {
    const made = await makeFiles();
    if (made.notVerified !== undefined)
      write(
        `The migrations in apps/*/migrations.json are not compared with the history: ${made.notVerified}.\n`,
      );
    const stale = staleLedgers(made);
    for (const file of stale) write(`${file} is not as the code makes it\n`);
    return stale.length === 0;
  },
};

const checks = [
  program('tsc'),
  ...pages.map((page) => program('tsc', '-p', page)),
  program('biome', 'ci', '--reporter=concise', '--max-diagnostics=none', '.'),
  spelling,
  directions,
  composeFiles,
  ledgers,
];

await runCommand(async () => {
  readCommandLine(line, process.argv.slice(2));
  return (await runChecks(checks, write)) ? 0 : 1;
});
