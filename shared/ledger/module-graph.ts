import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type BuildFailure, build, type Plugin } from 'esbuild';
import { Failure } from '../cli/failure.ts';

/** An import of a file: the specifier as it is written, and what it leads to. */
export interface ModuleImport {
  specifier: string;
  /** The path of a file of the repository, below its root, or the name of a package or of a module of Node. */
  path: string;
  isExternal: boolean;
}

/** The files of the repository that entries reach, by their paths below its root, with their imports. */
export type ModuleGraph = ReadonlyMap<string, readonly ModuleImport[]>;

/** Begins an import or export of types only, which esbuild would leave out; `export type Name =` declares a type and is not meant. */
const ofTypes = /^(import|export) type (?=\{[^}]*\} from|\* |\w+ from)/gm;

/** Other texts for files, by their paths below the root of the repository. */
export type Replaced = ReadonlyMap<string, string>;

/** Makes esbuild follow imports of types too: a file with interfaces is a part of a service. */
const followTypes = (root: string, replaced: Replaced): Plugin => ({
  name: 'follow types',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      const text = replaced.get(relative(root, path)) ?? readFileSync(path, 'utf8');
      return { loader: path.endsWith('x') ? 'tsx' : 'ts', contents: text.replaceAll(ofTypes, '$1 ') };
    });
  },
});

/**
 * The graph of modules from entries (paths below `root`), as the metafile of the bundler has it; a text of `replaced` is read instead of
 * the file. Throws a failure with file and line when a file is missing or cannot be parsed.
 */
export async function moduleGraph(
  root: string,
  entries: readonly string[],
  replaced: Replaced = new Map(),
): Promise<ModuleGraph> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...new Set(entries)],
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // Keeps imports whose names are used as types only.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    plugins: [followTypes(root, replaced)],
    logLevel: 'silent',
  }).catch((error: BuildFailure): never => {
    const problems = error.errors.map(({ text, location }) =>
      location === null ? text : `${location.file}:${location.line}: ${text}`,
    );
    throw new Failure(`The imports of ${root} cannot be followed: ${problems.join('; ')}`);
  });
  return new Map(
    Object.entries(metafile.inputs).map(([path, { imports }]) => [
      path,
      imports.map(({ path: target, original, external = false }) => ({
        specifier: original ?? target,
        path: target,
        isExternal: external,
      })),
    ]),
  );
}

/** The files that entries reach: themselves, their imports, and so on. */
export function reachedFrom(graph: ModuleGraph, entries: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const each of graph.get(path) ?? []) if (!each.isExternal) waiting.push(each.path);
  }
  return reached;
}
