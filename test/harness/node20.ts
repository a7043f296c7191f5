import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from '#compose/local/install/cache';
import { run } from '#compose/local/install/command';
import type { Progress } from '#shared/cli/progress';

/** The Node of OpenWhisk's kind `nodejs:20`: one on PATH, else npm's package of it in the cache folder. */
export async function findNode20(progress: Progress): Promise<string> {
  const packaged = join(cacheFolder('node20'), 'node_modules', '.bin', 'node');
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'));
  for (const node of [...onPath, packaged]) {
    if (existsSync(node) && (await run(node, ['--version'])).output.startsWith('v20.')) return node;
  }
  const name = `node-${process.platform}-${process.arch}@20`;
  const { ok, output } = await progress.step('Fetching Node 20 from npm', () =>
    run('npm', [
      'install',
      '--prefix',
      cacheFolder('node20'),
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      name,
    ]),
  );
  if (!ok) throw new Error(`npm cannot install ${name}: ${output.trim().split('\n').at(-1)}`);
  return packaged;
}
