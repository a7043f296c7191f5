import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Action } from '../entities/entities.ts';

/** What V8 has compiled of actions' code, so that the next instance of the same code does not compile it again. */
export interface CodeCaches {
  /** The file for an action's code when it runs for a namespace; the file may be missing still. */
  pathFor(namespace: string, action: Action): string;
  /** Writes what an instance has handed over for such a file. */
  keep(path: string, data: Buffer): void;
}

/** Caches as files in a folder. No namespace gets what another one's instance has made. */
export function createCodeCaches(folder: string): CodeCaches {
  mkdirSync(folder, { mode: 0o700 });
  const hashes = new WeakMap<object, string>();
  const given = new Set<string>();
  let kept = 0;
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
      given.add(path);
      return path;
    },
    keep(path, data) {
      if (!given.has(path)) return;
      // Of its own, because several instances may hand over at once; without a cache an instance just starts slower.
      kept += 1;
      const unfinished = `${path}.new-${kept}`;
      writeFile(unfinished, data, { mode: 0o600 })
        .then(() => rename(unfinished, path))
        .catch(() => undefined);
    },
  };
}
