import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { exportCodeCache } from './code-cache.ts';
import { loadAction } from './load.ts';

const request = {
  __ow_method: 'post',
  __ow_headers: { 'content-type': 'application/json' },
  __ow_path: '/',
  __ow_body: 'e30=',
};

/**
 * Loads and runs the small action in the file `archive` twice, the second time with its code cache. Node then does its one-time work
 * before the first activation waits for it. All files and modules of that action are removed again, also when this rejects.
 */
export async function warmUp(archive: string, home: string): Promise<void> {
  const folder = join(home, 'warm-up');
  const codeCache = join(home, 'warm-up-code-cache');
  const code = readFileSync(archive);
  const { cache } = createRequire(archive);
  const loadedBefore = new Set(Object.keys(cache));
  try {
    for (let i = 0; i < 2; i += 1) {
      const main = await loadAction({ main: 'main', binary: true, codeCache }, code, folder);
      await main(request);
      const exported = exportCodeCache();
      if (exported !== undefined) writeFileSync(exported.cache, exported.data);
    }
  } finally {
    exportCodeCache();
    for (const path in cache) if (!loadedBefore.has(path)) delete cache[path];
    process.chdir(home);
    for (const path of [folder, codeCache]) rmSync(path, { recursive: true, force: true });
  }
}
