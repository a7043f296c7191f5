import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { disconnectFromParent } from '#shared/cli/stop';
import { forbiddenImports } from './layers.ts';
import { type Check, runChecks } from './run-checks.ts';

/** `npm run check`: checks types, lint rules and format, the spelling of the documents, and the directions of imports. */
const root = join(import.meta.dirname, '..', '..');
const pages = globSync('{apps,shared}/**/ui/**/tsconfig.json', { cwd: root }).map((file) => dirname(file));
const write = (text: string): void => void process.stdout.write(text);

/** Runs a program of an npm package, which prints its findings itself. */
const program = (...command: [name: string, ...args: string[]]): Check => ({
  title: command.join(' '),
  passes() {
    const [name, ...args] = command;
    const path = join(root, 'node_modules', '.bin', name);
    return spawnSync(path, args, { cwd: root, stdio: 'inherit' }).status === 0;
  },
});

const spelling: Check = {
  ...program('cspell', '--no-progress', '--quiet'),
  hint: 'Correct the words, or add those that are right to "words" in cspell.json.',
};

const directions: Check = {
  title: 'directions of imports (compose/local/layers.ts)',
  passes() {
    const problems = forbiddenImports(root, ['.', ...pages]);
    for (const problem of problems) write(`${problem}\n`);
    return problems.length === 0;
  },
};

const passed = runChecks(
  [
    program('tsc'),
    ...pages.map((page) => program('tsc', '-p', page)),
    program('biome', 'ci', '--reporter=concise', '--max-diagnostics=none', '.'),
    spelling,
    directions,
  ],
  write,
);
process.exitCode = passed ? 0 : 1;
disconnectFromParent();
