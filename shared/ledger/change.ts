import type { Form } from '../app/addresses.ts';
import { sumOf } from './classify.ts';
import type { AppLedger, DifferingFile, ServiceLedger } from './ledger.ts';
import type { Lesson } from './lessons.ts';

/** Lines of code that a migration takes away and adds. */
export interface Change {
  removed: number;
  added: number;
}

/** The change that differing files make, of one lesson or of all. */
export function changeOf(files: readonly DifferingFile[], lesson?: Lesson): Change {
  const linesIn = (form: Form): number =>
    files
      .filter(({ onlyIn }) => onlyIn === form)
      .reduce((sum, { lines }) => sum + (lesson === undefined ? sumOf(lines) : lines[lesson]), 0);
  return { removed: linesIn('microservice'), added: linesIn('serverless') };
}

/** The lines of code of the microservice form of services, in their own folders. */
export const baseOf = (services: readonly ServiceLedger[]): number =>
  services.reduce((sum, { both, differing }) => sum + both + changeOf(differing).removed, 0);

/** Lines removed and added in per cent of the lines of the microservice form. */
export const shareOf = ({ removed, added }: Change, base: number): number => (100 * (removed + added)) / base;

/** The files in which the forms of the services differ, in the services' own folders. */
export const ownFiles = ({ services }: AppLedger): DifferingFile[] =>
  services.flatMap(({ differing }) => differing);

/** All files in which the forms of the services differ; those of `shared/` once. */
export const allFiles = (ledger: AppLedger): DifferingFile[] => [
  ...ownFiles(ledger),
  ...ledger.beside,
  ...ledger.glue,
];
