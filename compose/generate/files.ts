import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
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

/** The paths of files that were made and no longer are. What people put beside them does not begin with this comment. */
const leftOver = (files: ReadonlyMap<string, string>): string[] =>
  globSync('compose/**/*.yaml', { cwd: root }).filter(
    (path) =>
      !files.has(path) &&
      /^#.* Made of .* by npm run compose\.\n/.test(readFileSync(join(root, path), 'utf8')),
  );

/** Writes all files anew, removes those that are no longer made, and returns the paths of those that are. */
export function makeFiles(): string[] {
  const files = made();
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of leftOver(files)) rmSync(join(root, path));
  return [...files.keys()];
}

/** The paths of the files that are not as they would be made, or are no longer made. */
export function staleFiles(): string[] {
  const files = made();
  const changed = [...files].flatMap(([path, text]) => {
    const file = join(root, path);
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [path];
  });
  return [...changed, ...leftOver(files)];
}

/** Whether a file of YAML says nothing, as a whole or in one of its documents. */
export const isEmpty = (text: string): boolean => {
  const documents = parseAllDocuments(text);
  return documents.length === 0 || [...documents].some((each) => each.toJS() === null);
};

/** The paths of the files that would be made empty. */
export const emptyFiles = (): string[] =>
  [...made()].flatMap(([path, text]) => (isEmpty(text) ? [path] : []));
