import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The bytes of the files in a folder, while programs may change it. */
export async function sizeOf(folder: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const { size } = await lstat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }));
    sum += size;
  }
  return sum;
}
