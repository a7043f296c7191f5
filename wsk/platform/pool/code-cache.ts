import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Action } from '../entities/entities.ts';

/** V8's code caches of actions: the next instance of the same code loads the compiled code instead of compiling it again. */
export interface CodeCache {
  /** The path of the cache file for an action's code in a namespace; the file may not exist yet. */
  pathFor(namespace: string, action: Action): string;
  /** Writes the data that an instance has sent for a path of `pathFor`; ignores any other path. */
  store(path: string, data: Buffer): void;
}

/** Keeps the caches as files in a folder. A namespace never gets a cache that an instance of another namespace has made. */
export function createCodeCache(folder: string): CodeCache {
  mkdirSync(folder, { mode: 0o700 });
  const hashes = new WeakMap<object, string>();
  const knownPaths = new Set<string>();
  let writes = 0;
  const hashOf = ({ exec }: Action): string => {
    let hash = hashes.get(exec);
    if (hash === undefined) {
      hash = createHash('sha256')
        .update(exec.main ?? '')
        .update('\0')
        .update(exec.code ?? '')
        .digest('hex');
      hashes.set(exec, hash);
    }
    return hash;
  };
  return {
    pathFor(namespace, action) {
      const path = join(folder, `${encodeURIComponent(namespace)}-${hashOf(action)}`);
      knownPaths.add(path);
      return path;
    },
    store(path, data) {
      if (!knownPaths.has(path)) return;
      // Each write has a temporary file of its own, because several instances may send a cache for one path at the same time.
      writes += 1;
      const temporary = `${path}.new-${writes}`;
      writeFile(temporary, data, { mode: 0o600 })
        .then(() => rename(temporary, path))
        // Without a cache file the next instance only starts more slowly.
        .catch(() => undefined);
    },
  };
}
