import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { disconnectFromParent } from '#shared/cli/stop';

/** `npm run check`: checks the types of the project and of each page, lint rules and format, and the spelling of the documents. */
const bin = join(import.meta.dirname, '..', '..', 'node_modules', '.bin');
const pages = globSync('{apps,shared}/**/ui/**/tsconfig.json').map((file) => dirname(file));
const checks: [string, ...string[]][] = [
  ['tsc'],
  ...pages.map((page): [string, ...string[]] => ['tsc', '-p', page]),
  ['biome', 'ci', '--reporter=summary', '.'],
  ['cspell', '--no-progress', '--quiet'],
];

for (const [tool, ...args] of checks) {
  process.stdout.write(`${[tool, ...args].join(' ')}\n`);
  const { status } = spawnSync(join(bin, tool), args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
disconnectFromParent();
