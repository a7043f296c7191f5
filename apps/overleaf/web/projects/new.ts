import { writeFile } from 'node:fs/promises';
import { temporaryPath } from '#shared/state/files/content';
import { discard } from '../files/local-file.ts';
import type { Project } from '../project.ts';
import { blank } from '../templates/blank.ts';
import { example } from '../templates/example.ts';
import type { User } from '../user.ts';
import { buildProject, type Part } from './build.ts';

/** What a new project begins with. */
export type Template = 'none' | 'example';

/** Makes a project from a template. */
export async function createProject(owner: User, name: string, template: Template): Promise<Project> {
  const { texts, pictures } = (template === 'example' ? example : blank)({
    title: name,
    author: [owner.first_name, owner.last_name].filter((part) => part !== '').join(' '),
  });
  const locals = await Promise.all(
    Object.entries(pictures).map(async ([path, bytes]) => {
      const local = { path: temporaryPath(), size: bytes.length };
      await writeFile(local.path, bytes);
      return { path, local };
    }),
  );
  const docs = Object.entries(texts).map(
    ([path, text]): Part => ({ path, text: async () => ({ lines: text.split('\n') }) }),
  );
  try {
    return await buildProject({ owner, name, parts: [...docs, ...locals], rootPath: 'main.tex' });
  } finally {
    for (const { local } of locals) await discard(local);
  }
}
