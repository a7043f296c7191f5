import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Form } from '../app/addresses.ts';
import type { App } from '../app/define-app.ts';
import { classify, type LinesByLesson } from './classify.ts';
import { moduleGraph } from './module-graph.ts';
import { differenceOf, entriesOf, type Reach, reachOf, unionOf } from './reach.ts';
import { codeLines } from './statements.ts';

/** A file that only one form reaches, with its lines of code by lesson. */
export interface DifferingFile {
  path: string;
  onlyIn: Form;
  lines: LinesByLesson;
}

/** The lines of code of one service in its own folder. */
export interface ServiceLedger {
  name: string;
  /** Lines of the files that both forms reach. */
  both: number;
  differing: DifferingFile[];
}

/** What the two forms of an application share, and what differs. */
export interface AppLedger {
  name: string;
  title: string;
  /** The services whose forms differ. */
  services: ServiceLedger[];
  /** The names of the services that are the same process in both forms. */
  unchanged: string[];
  /** Files of the application outside these services' folders that only one form of them all reaches. */
  beside: DifferingFile[];
  /** Modules of `shared/` that only one form of them all reaches. */
  glue: DifferingFile[];
}

/** Computes the ledger of an application of the repository at `root` from the imports of its entries. */
export async function ledgerOf(root: string, app: App): Promise<AppLedger> {
  const entries = [...entriesOf(app)];
  const graph = await moduleGraph(
    root,
    entries.flatMap(([, { microservice, serverless }]) => [...microservice, ...serverless]),
  );
  const reached = entries.map(([name, own]): [string, Reach] => [name, reachOf(graph, own)]);
  const changed = reached.filter(([, reach]) => differenceOf(reach).size > 0);

  const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
  const differing = (reach: Reach, isMeant: (path: string) => boolean): DifferingFile[] => {
    const difference = differenceOf(reach);
    const surroundings = { graph, differing: new Set(difference.keys()) };
    return [...difference]
      .filter(([path]) => isMeant(path))
      .map(([path, onlyIn]) => ({ path, onlyIn, lines: classify(path, textOf(path), surroundings) }))
      .sort((a, b) => a.path.localeCompare(b.path));
  };
  const services = changed.map(([name, reach]): ServiceLedger => {
    const isOwn = (path: string): boolean => path.startsWith(`apps/${app.name}/${name}/`);
    const both = [...reach.microservice].filter((path) => isOwn(path) && reach.serverless.has(path));
    const lines = both.reduce((sum, path) => sum + codeLines(textOf(path)), 0);
    return { name, both: lines, differing: differing(reach, isOwn) };
  });

  const together = unionOf(changed.map(([, reach]) => reach));
  const counted = new Set(services.flatMap((service) => service.differing.map(({ path }) => path)));
  return {
    name: app.name,
    title: app.title,
    services,
    unchanged: reached.filter((each) => !changed.includes(each)).map(([name]) => name),
    beside: differing(together, (path) => path.startsWith('apps/') && !counted.has(path)),
    glue: differing(together, (path) => path.startsWith('shared/')),
  };
}
