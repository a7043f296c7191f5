import { allFiles, baseOf, type Change, changeOf, ownFiles, shareOf } from './change.ts';
import type { AppLedger, DifferingFile } from './ledger.ts';
import { type Lesson, lessons } from './lessons.ts';
import type { Migration, Migrations } from './migrations.ts';
import { type Counted, type Reference, references } from './paper.ts';

/** Files of two forms, counted. All figures are lines of code. */
export interface Row extends Change {
  /** Lines of the files that both forms reach. */
  both: number;
  byLesson: Record<Lesson, Change>;
}

/** A row with its share of change in per cent of the lines of the microservice form in the services' own folders. */
export interface Measured extends Row {
  base: number;
  share: number;
}

/** The ledger of an application with its sums, as it is printed in each format. */
export interface AppReport {
  name: string;
  title: string;
  services: (Measured & { name: string; files: DifferingFile[]; migration?: Migration })[];
  unchanged: string[];
  /** The services' own folders together: the rule of the paper. */
  own: Measured;
  /** Files of the application outside the folders of these services. */
  beside: Row & { files: DifferingFile[] };
  /** Modules of `shared/`, each counted once for the application. */
  glue: Row & { files: DifferingFile[] };
  /** All of these, by the lines of the services' own folders. */
  withGlue: Measured;
  reference: Omit<Reference, 'artefact'> & { artefact?: Counted & { share: number } };
}

/** Adds the sums, the migrations and the figures of the paper to the ledger of an application. */
export function reportOf(ledger: AppLedger, migrations: Migrations): AppReport {
  const { name, title, services, unchanged, beside, glue } = ledger;
  const base = baseOf(services);
  const both = services.reduce((sum, each) => sum + each.both, 0);
  const reference = references[name] ?? { why: '' };
  const { artefact } = reference;
  return {
    name,
    title,
    services: services.map((service) => ({
      name: service.name,
      ...measured(service.both, service.differing, baseOf([service])),
      files: service.differing,
      ...(migrations[service.name] === undefined ? {} : { migration: migrations[service.name] as Migration }),
    })),
    unchanged,
    own: measured(both, ownFiles(ledger), base),
    beside: { ...rowOf(0, beside), files: beside },
    glue: { ...rowOf(0, glue), files: glue },
    withGlue: measured(both, allFiles(ledger), base),
    reference: {
      ...reference,
      ...(artefact === undefined
        ? {}
        : { artefact: { ...artefact, share: shareOf(artefact, artefact.base) } }),
    } as AppReport['reference'],
  };
}

const rowOf = (both: number, files: readonly DifferingFile[]): Row => ({
  both,
  ...changeOf(files),
  byLesson: Object.fromEntries(lessons.map((lesson) => [lesson, changeOf(files, lesson)])) as Row['byLesson'],
});

function measured(both: number, files: readonly DifferingFile[], base: number): Measured {
  const row = rowOf(both, files);
  return { ...row, base, share: shareOf(row, base) };
}
