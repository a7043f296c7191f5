import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Form, forms } from '#shared/app/addresses';
import type { App } from '#shared/app/define-app';
import { type ModuleGraph, moduleGraph, reachedFrom } from '#shared/ledger/module-graph';
import { differenceOf, entriesOf, reachOf, unionOf } from '#shared/ledger/reach';
import { reducedApps } from './reduced-apps.ts';
import { tableOfForm } from './table-of-form.ts';

/** What an exported tree consists of. */
export interface TreeFiles {
  /** The files that are copied: paths below the root of the repository. */
  copied: string[];
  /** The texts of other files, by path. */
  made: ReadonlyMap<string, string>;
  /** The names of the packages that the files import. */
  packages: Set<string>;
}

/** What starts and tests a tree, and what these start in turn, as workers and processes whose paths no import names. */
const tools = [
  'compose/local/bootstrap.js',
  'compose/local/socket-holder.ts',
  'compose/local/start.ts',
  'shared/observe/export-spans.ts',
  'test/one-form.ts',
];
/** What the embedded OpenWhisk starts. */
const platform = ['wsk/cli/openwhisk.ts', 'wsk/platform/pool/warm-up-action.ts', 'wsk/runtime/main.ts'];
const toolsOf: Readonly<Record<Form, readonly string[]>> = {
  microservice: tools,
  serverless: [...tools, ...platform],
};
/** What the tools read beside their code. */
const filesOfTools = [
  '.npmrc',
  'LICENSE',
  'compose/local/{kafka,mongo,s3,zipkin}/**',
  'shared/ui/**',
  'tsconfig.json',
];
const table = 'apps/apps.ts';

/** Finds the files of the trees of both forms of an application of the repository at `root`. */
export async function treesOf(root: string, app: App): Promise<Record<Form, TreeFiles>> {
  const found = (patterns: readonly string[]): string[] =>
    globSync(patterns, { cwd: root, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
  const reduced = reducedApps(textOf(table), app.name);
  const folder = `apps/${app.name}`;
  const read = found([...filesOfTools, `${folder}/**`, `test/{contract/,}${app.name}/**`]).filter(
    isReadByCode,
  );
  const pages = read.filter((path) => /\.(cjs|tsx?)$/.test(path) && !path.endsWith('.d.ts'));
  const tests = found([`test/contract/${app.name}/*.test.ts`]);
  const load = found([`${folder}/load/*.ts`]);
  const threads = found([`test/${app.name}/*-thread.ts`]);
  const entries = [...entriesOf(app).values()];
  const all = entries.flatMap((each) => forms.flatMap((form) => each[form]));
  const graph = await moduleGraph(
    root,
    [...toolsOf.serverless, table, ...pages, ...tests, ...threads, ...load, ...all],
    new Map([[table, reduced]]),
  );

  const difference = differenceOf(unionOf(entries.map((each) => reachOf(graph, each))));
  const treeOf = (form: Form): TreeFiles => {
    const common = reachedFrom(graph, [...toolsOf[form], table, ...pages, ...load]);
    const isForeign = (path: string): boolean =>
      path.includes('/variants/') || (!common.has(path) && (difference.get(path) ?? form) !== form);
    // Tests start threads by a path that no import names.
    const own = [...tests.filter((test) => isOfOneForm(root, test)), ...threads].filter(
      (path) => ![...reachedFrom(graph, [path])].some(isForeign),
    );
    const reached = reachedFrom(graph, [...entries.flatMap((each) => each[form]), ...own]);
    const paths = new Set([...common, ...reached, ...read]);
    const made = new Map([
      [table, reduced],
      [`${folder}/app.ts`, tableOfForm(textOf(`${folder}/app.ts`), form)],
    ]);
    return {
      copied: [...paths].filter((path) => !made.has(path)).sort(),
      made,
      packages: packagesOf(graph, paths),
    };
  };
  return { microservice: treeOf('microservice'), serverless: treeOf('serverless') };
}

/** Whether a file is read at run time, or is part of a page; other code is reached by imports. */
function isReadByCode(path: string): boolean {
  if (/(^|\/)(README\.md|migrations\.json)$/.test(path)) return false;
  if (/^apps\/[^/]+\/[^/]+\.png$/.test(path)) return false;
  return path.includes('/ui/') || !/\.tsx?$/.test(path) || path === 'tsconfig.json';
}

/** Whether a test file has more than comparisons of both forms. */
const isOfOneForm = (root: string, path: string): boolean => {
  const text = readFileSync(join(root, path), 'utf8');
  return !text.includes('compareForms(') || text.includes('describeForms(');
};

/** The packages that files import; `@scope/name` and `name` without what stands behind. */
function packagesOf(graph: ModuleGraph, paths: ReadonlySet<string>): Set<string> {
  const names = new Set<string>();
  for (const path of paths)
    for (const { path: target, isExternal } of graph.get(path) ?? []) {
      const [, name] = /^((?:@[^/]+\/)?[^/]+)/.exec(target) ?? [];
      if (isExternal && name !== undefined && !target.startsWith('node:')) names.add(name);
    }
  return names;
}
