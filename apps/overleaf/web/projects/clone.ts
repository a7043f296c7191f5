import type { Project } from '../project.ts';
import { flush, textOf } from '../tree/texts.ts';
import { allOf, walk } from '../tree/tree.ts';
import type { User } from '../user.ts';
import { buildProject, type Part } from './build.ts';

/** Makes a project of another one, with what its editors have typed so far, but without its comments and tracked changes. */
export async function cloneProject(source: Project, owner: User, name: string): Promise<Project> {
  const {
    _id: project,
    rootFolder: [root],
    compiler,
    spellCheckLanguage,
    rootDoc_id: rootDoc,
  } = source;
  await flush(project);
  const docs = allOf(root, 'doc');
  const copiedDocs = docs.map(
    ({ path, entity }): Part => ({ path: path.slice(1), text: () => textOf(project, entity._id) }),
  );
  const copiedFiles = allOf(root, 'file').map(
    ({ path, entity }): Part => ({
      path: path.slice(1),
      copyOf: entity,
      from: { project, file: entity._id },
    }),
  );
  const main = docs.find(({ entity }) => rootDoc != null && entity._id.equals(rootDoc));
  return buildProject({
    owner,
    name,
    compiler,
    spellCheckLanguage,
    parts: [...copiedDocs, ...copiedFiles],
    rootPath: main?.path.slice(1),
    emptyFolders: [...walk(root)].flatMap(({ type, path }) => (type === 'folder' ? [path.slice(1)] : [])),
  });
}
