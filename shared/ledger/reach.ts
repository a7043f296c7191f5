import type { Form } from '../app/addresses.ts';
import { type App, actionsOf, processesOf } from '../app/define-app.ts';
import { type ModuleGraph, reachedFrom } from './module-graph.ts';

/** Files, by the form whose entries reach them: paths below the root of the repository. */
export type Reach = Readonly<Record<Form, ReadonlySet<string>>>;

/** The entries of each service in each form: paths below the root of the repository. Variants are left out. */
export function entriesOf(app: App): Map<string, Record<Form, string[]>> {
  const running = {
    microservice: processesOf(app, 'microservice'),
    serverless: [...processesOf(app, 'serverless'), ...actionsOf(app)],
  };
  const entries = (name: string, form: Form): string[] =>
    running[form]
      .filter(({ service }) => service === name)
      .map(({ entry }) => `apps/${app.name}/${name}/${entry}`);
  return new Map(
    Object.keys(app.services).map((name) => [
      name,
      { microservice: entries(name, 'microservice'), serverless: entries(name, 'serverless') },
    ]),
  );
}

/** The files that the entries of each form reach. */
export const reachOf = (graph: ModuleGraph, entries: Readonly<Record<Form, readonly string[]>>): Reach => ({
  microservice: reachedFrom(graph, entries.microservice),
  serverless: reachedFrom(graph, entries.serverless),
});

/** The files that each form of several services reaches. */
export const unionOf = (all: readonly Reach[]): Reach => ({
  microservice: new Set(all.flatMap(({ microservice }) => [...microservice])),
  serverless: new Set(all.flatMap(({ serverless }) => [...serverless])),
});

/** The files that only one form reaches, each with that form. */
export const differenceOf = ({ microservice, serverless }: Reach): ReadonlyMap<string, Form> =>
  new Map([
    ...[...microservice]
      .filter((path) => !serverless.has(path))
      .map((path) => [path, 'microservice'] as const),
    ...[...serverless].filter((path) => !microservice.has(path)).map((path) => [path, 'serverless'] as const),
  ]);
