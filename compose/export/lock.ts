import * as z from 'zod';

const names = z.record(z.string(), z.string()).optional();
const entry = z.looseObject({
  dependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
});

/** What is read of a `package-lock.json`, of its third version; the rest is kept as it is. */
export const lockFile = z.looseObject({ packages: z.record(z.string(), entry) });
export type LockFile = z.infer<typeof lockFile>;

/** The fields of a package.json that npm repeats in the lock. */
export interface Root {
  name: string;
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

/** The part of a lock that the packages of another package.json need, in the same versions. */
export function reducedLock(lock: LockFile, root: Root): LockFile {
  const needed = new Set<string>();
  const follow = (from: string, name: string): void => {
    const path = placeOf(lock, from, name);
    if (path === undefined || needed.has(path)) return;
    needed.add(path);
    const { dependencies, optionalDependencies, peerDependencies } = lock.packages[path] ?? {};
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      follow(path, each);
  };
  const { dependencies, devDependencies, optionalDependencies } = root;
  for (const name of Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }))
    follow('', name);
  const kept = Object.entries(lock.packages).filter(([path]) => needed.has(path));
  const { '': own } = lock.packages;
  return { ...lock, name: root.name, packages: { '': { ...own, ...root }, ...Object.fromEntries(kept) } };
}

/** Where a package finds another one: in its own node_modules, or in those of a folder above, as Node looks. */
function placeOf(lock: LockFile, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (path in lock.packages) return path;
    if (folder === '') return undefined;
  }
}
