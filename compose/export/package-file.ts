import * as z from 'zod';
import type { Form } from '#shared/app/addresses';
import type { App } from '#shared/app/define-app';
import type { Root } from './lock.ts';

const versions = z.record(z.string(), z.string());

/** What is read of the `package.json` of this repository; the rest is kept as it is. */
export const packageFile = z.looseObject({
  version: z.string(),
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
});
export type PackageFile = z.infer<typeof packageFile>;

/** What the platform reads of a package that no file imports. */
const readByPlatform = ['openwhisk'];
/** What the tools of an editor need. */
const forEditors = ['@types/node', 'typescript'];

/** The package.json of a tree: with the scripts that run and test it, and those packages that its files import. */
export function reducedPackage(
  whole: PackageFile,
  app: App,
  form: Form,
  imported: ReadonlySet<string>,
): PackageFile & Root {
  const needed = new Set([...imported, ...(form === 'serverless' ? readByPlatform : [])]);
  const types = new Set([...forEditors, ...[...needed].map((name) => `@types/${name}`)]);
  const all = { ...whole.dependencies, ...whole.devDependencies };
  const chosen = (isMeant: (name: string) => boolean): Record<string, string> =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([name]) => isMeant(name))
        .sort(),
    );
  const run = 'node compose/local/bootstrap.js';
  const { name: _, description: __, ...rest } = whole;
  return {
    name: `${app.name}-${form}`,
    description: `${app.title}, ${form} form`,
    ...rest,
    scripts: {
      start: `${run} compose/local/start.ts ${app.name} --form ${form}`,
      test: `${run} test/one-form.ts ${app.name} ${form}`,
    },
    dependencies: chosen((name) => needed.has(name)),
    devDependencies: chosen((name) => types.has(name)),
    optionalDependencies: whole.optionalDependencies,
  };
}
