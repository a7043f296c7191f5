import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folders from which the files of a folder may import, beside their own. `*` stands for one name. A file belongs to the deepest
 * folder that has a row, so the row of `wsk/placements` does not hold for the files of `wsk/placements/direct`.
 */
const mayImport: Record<string, readonly string[]> = {
  shared: [],
  apps: ['apps/*', 'shared'],
  'apps/*': ['shared'],
  'wsk/protocol': [],
  'wsk/runtime': ['wsk/protocol'],
  'wsk/platform': ['shared', 'wsk/deploy', 'wsk/protocol'],
  'wsk/deploy': ['shared', 'wsk/placements'],
  'wsk/placements': ['shared', 'wsk/platform'],
  'wsk/placements/*': [
    'shared',
    'wsk/deploy',
    'wsk/placements',
    'wsk/platform',
    'wsk/protocol',
    'wsk/runtime',
  ],
  'wsk/cli': ['shared', 'wsk/deploy', 'wsk/placements', 'wsk/platform'],
  'wsk/pack': ['shared', 'wsk/cli', 'wsk/platform'],
  'wsk/pack/*': ['shared', 'wsk/cli', 'wsk/platform'],
  compose: [
    'apps',
    'apps/*',
    'shared',
    'wsk/cli',
    'wsk/deploy',
    'wsk/pack',
    'wsk/placements',
    'wsk/platform',
  ],
  test: ['apps', 'apps/*', 'compose', 'shared', 'wsk/*'],
  'test/platform/placements/*': ['shared', 'test', 'wsk/*', 'wsk/placements/*'],
};

/** An import of one file of the repository by another, of any kind: static, dynamic, re-exported, or of types only. */
interface Import {
  file: string;
  /** The specifier as it is written, with its quotes. */
  specifier: string;
  /** The file that the compiler finds at the specifier. */
  target: string;
}

const tsc = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'tsc');

/** Finds the imports against the directions of the table in TypeScript projects below `root`; returns one sentence for each. */
export function forbiddenImports(root: string, projects: readonly string[]): string[] {
  const imports = projects.flatMap((project) => importsOf(root, project));
  return [...new Set(imports.flatMap((each) => problemOf(root, each)))];
}

/** The compiler resolves each specifier, so that a relative path is treated like a path with `#`. */
function importsOf(root: string, project: string): Import[] {
  const args = ['-p', project, '--noCheck', '--allowJs', '--explainFiles', '--pretty', 'false'];
  const { stdout } = spawnSync(tsc, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  const imports: Import[] = [];
  let target = '';
  for (const line of stdout.split('\n')) {
    const [, specifier, file] = /^ +(?:Imported|Referenced) via (.+) from file '(.+?)'/.exec(line) ?? [];
    if (specifier !== undefined && file !== undefined) imports.push({ file, specifier, target });
    else if (!line.startsWith(' ')) target = line;
  }
  if (imports.length === 0) throw new Error(`The compiler lists no import of ${project}:\n${stdout}`);
  return imports.filter((each) => ![each.file, each.target].some((path) => path.includes('node_modules/')));
}

function problemOf(root: string, { file, specifier, target }: Import): string[] {
  const [from, to] = [rowOf(file), rowOf(target)];
  if (from === undefined)
    return [`${file} is in no folder of the table in compose/local/layers.ts; move it, or add a row.`];
  if (to === undefined || to.folder === from.folder) return [];
  if (from.allowed.some((pattern) => matches(pattern, to.folder))) return [];
  const others = from.allowed.map((pattern) => `${pattern}/`);
  const rule = others.length === 0 ? 'import no other folder' : `may import only ${others.join(', ')}`;
  return [
    `${file}:${lineOf(join(root, file), specifier)} imports ${specifier}, but the files of ${from.folder}/ ${rule}: ` +
      'move the imported code there, or receive it as a parameter.',
  ];
}

/** The deepest folder of a file that has a row; undefined when none has one, as for the files of the root. */
function rowOf(file: string): { folder: string; allowed: readonly string[] } | undefined {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    const row = Object.entries(mayImport).find(([pattern]) => matches(pattern, folder));
    if (row !== undefined) return { folder, allowed: row[1] };
  }
  return undefined;
}

function matches(pattern: string, folder: string): boolean {
  const [wanted, names] = [pattern.split('/'), folder.split('/')];
  return wanted.length === names.length && wanted.every((part, at) => part === '*' || part === names[at]);
}

const lineOf = (path: string, text: string): number =>
  readFileSync(path, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;
