import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { Failure } from '#shared/cli/failure';
import { root, run } from './repository.ts';

/** Emits the type declarations of the packages' entries, and of all that they import, into a folder with the paths of the repository. */
export async function emitTypes(packages: string[], folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const project = join(folder, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: folder,
    rootDir: root,
    typeRoots: [join(root, 'node_modules', '@types')],
  };
  const files = packages.map((name) => join(import.meta.dirname, name, 'index.ts'));
  const text = { extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files };
  writeFileSync(project, JSON.stringify(text));
  const { ok, output } = await run(join(root, 'node_modules', '.bin', 'tsc'), ['-p', project], folder);
  if (!ok) throw new Failure(`The types cannot be emitted:\n${output}`);
}

/** Copies one declaration and those that it imports, directly or not. */
export function copyTypes(from: string, path: string, to: string, copied = new Set<string>()): void {
  if (copied.has(path)) return;
  copied.add(path);
  mkdirSync(dirname(join(to, path)), { recursive: true });
  copyFileSync(join(from, path), join(to, path));
  for (const [, specifier = ''] of readFileSync(join(from, path), 'utf8').matchAll(/ from '([.#][^']+)'/g)) {
    const target = specifier.startsWith('#') ? specifier.slice(1) : posix.join(dirname(path), specifier);
    copyTypes(from, `${target.replace(/\.ts$/, '')}.d.ts`, to, copied);
  }
}
