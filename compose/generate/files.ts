import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { apps } from '#apps/apps';
import { forms } from '#shared/app/addresses';
import { composeFile } from './compose-file.ts';
import { kubernetesFiles } from './kubernetes/files.ts';

const root = join(import.meta.dirname, '..', '..');

/** The files that are made of the tables of the applications: their texts by their paths below the root of the repository. */
const made = (): Map<string, string> =>
  new Map(
    Object.values(apps).flatMap(({ app }) => [
      ...forms.map((form): [string, string] => [
        join('compose', app.name, `${form}.yaml`),
        composeFile(app, form),
      ]),
      ...[...kubernetesFiles(app)].map(([path, text]): [string, string] => [
        join('compose', 'kubernetes', app.name, path),
        text,
      ]),
    ]),
  );

/** Writes all files anew, and returns their paths. */
export function makeFiles(): string[] {
  const files = made();
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...files.keys()];
}

/** The paths of the files that are not as they would be made. */
export const staleFiles = (): string[] =>
  [...made()].flatMap(([path, text]) => {
    const file = join(root, path);
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [relative(root, file)];
  });
