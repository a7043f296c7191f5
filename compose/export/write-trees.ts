import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Form } from '#shared/app/addresses';
import { forms } from '#shared/app/addresses';
import type { App } from '#shared/app/define-app';
import { blameSystem, parseJson } from '#shared/parse';
import { lockFile, reducedLock } from './lock.ts';
import { packageFile, reducedPackage } from './package-file.ts';
import { readme } from './readme.ts';
import { treesOf } from './tree-files.ts';

/** A tree that was written. */
export interface WrittenTree {
  form: Form;
  folder: string;
  files: number;
}

/** Writes the two forms of an application of the repository at `root` to `target/microservice` and `target/serverless`. */
export async function writeTrees(root: string, app: App, target: string): Promise<WrittenTree[]> {
  const trees = await treesOf(root, app);
  const read = (name: string): string => readFileSync(join(root, name), 'utf8');
  const whole = parseJson(packageFile, read('package.json'), 'package.json', blameSystem);
  const lock = parseJson(lockFile, read('package-lock.json'), 'package-lock.json', blameSystem);
  return forms.map((form) => {
    const { copied, made, packages } = trees[form];
    const own = reducedPackage(whole, app, form, packages);
    const { name, version, dependencies, devDependencies, optionalDependencies } = own;
    const locked = reducedLock(lock, { name, version, dependencies, devDependencies, optionalDependencies });
    const texts = new Map([
      ...made,
      ['package.json', json(own)],
      ['package-lock.json', json(locked)],
      ['.gitignore', 'node_modules/\n.installing/\n'],
      ['README.md', readme(app, form)],
    ]);
    const folder = join(target, form);
    for (const path of copied) cpSync(join(root, path), join(folder, path));
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return { form, folder, files: copied.length + texts.size };
  });
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
