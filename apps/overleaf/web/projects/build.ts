import { ObjectId } from 'mongodb';
import pLimit from 'p-limit';
import { withProjects } from '../db.ts';
import { copyFile, type StoredFile, storeFile } from '../files/filestore.ts';
import type { LocalFile } from '../files/local-file.ts';
import { ask } from '../neighbours.ts';
import type { FileRef, Folder, Project } from '../project.ts';
import { storeText, type Text } from '../tree/texts.ts';
import { type Entity, insert, namedIn, newFolder } from '../tree/tree.ts';
import { newFile } from '../tree/upserts.ts';
import type { User } from '../user.ts';

/** Something that a new project consists of, with its path, such as `chapters/one.tex`. Texts are read when they are stored. */
export type Part = { path: string } & (
  | { text: () => Promise<Pick<Text, 'lines'>> }
  | { local: LocalFile }
  | { copyOf: FileRef; from: StoredFile }
);

/** What a new project is made of. */
export interface Plan {
  owner: Pick<User, '_id' | 'ace'>;
  name: string;
  compiler?: string;
  spellCheckLanguage?: string;
  parts: readonly Part[];
  /** The path of the document with which a compile begins. */
  rootPath?: string | undefined;
  /** Paths of folders in which nothing is. */
  emptyFolders?: readonly string[];
}

/** Parts that are stored at the same time, as in the original. */
const atOnce = 5;

/**
 * Makes a project. Its record comes last, so that nobody sees a part of a project; when a part cannot be stored, those that are
 * stored are removed.
 */
export async function buildProject(plan: Plan): Promise<Project> {
  const project = new ObjectId();
  const root = newFolder('rootFolder');
  const limit = pLimit(atOnce);
  const entities = plan.parts.map((part) => place(root, part));
  for (const path of plan.emptyFolders ?? []) folderAt(root, path.split('/'));
  try {
    await Promise.all(
      plan.parts.map((part, at) => limit(() => storePart(project, part, entities[at] as Entity))),
    );
  } catch (error) {
    await Promise.all([
      ask('docstore', `/project/${project}/destroy`, { method: 'POST' }),
      ask('filestore', `/project/${project}`, { method: 'DELETE' }),
    ]).catch(() => undefined);
    throw error;
  }
  const at = plan.parts.findIndex(({ path }) => path === plan.rootPath);
  const record = recordOf(project, plan, root, entities[at]?.entity._id);
  await withProjects((projects) => projects.insertOne(record));
  return record;
}

/** Puts a part that has no content yet into a tree. */
function place(root: Folder, part: Part): Entity {
  const names = part.path.split('/');
  const name = names.at(-1) ?? '';
  const folder = folderAt(root, names.slice(0, -1));
  const entity: Entity =
    'text' in part
      ? { type: 'doc', entity: { name, _id: new ObjectId() } }
      : { type: 'file', entity: fileOf(name, part) };
  insert(entity, folder, root);
  return entity;
}

const fileOf = (name: string, part: Part): FileRef =>
  'copyOf' in part ? { ...part.copyOf, name, _id: new ObjectId(), created: new Date() } : newFile(name, '');

function folderAt(root: Folder, names: readonly string[]): Folder {
  let folder = root;
  for (const name of names) {
    const found = namedIn(folder, name);
    const next = found?.type === 'folder' ? found.entity : newFolder(name);
    if (found?.type !== 'folder') insert({ type: 'folder', entity: next }, folder, root);
    folder = next;
  }
  return folder;
}

async function storePart(project: ObjectId, part: Part, { entity }: Entity): Promise<void> {
  const to = { project, file: entity._id };
  if ('text' in part) await storeText(project, entity._id, { lines: (await part.text()).lines });
  else if ('copyOf' in part) await copyFile(part.from, to);
  else Object.assign(entity, { hash: await storeFile(to, part.local) });
}

const recordOf = (
  _id: ObjectId,
  { owner, name, compiler = 'pdflatex', spellCheckLanguage }: Plan,
  root: Folder,
  rootDoc: ObjectId | undefined,
): Project => ({
  _id,
  name,
  owner_ref: owner._id,
  collaberator_refs: [],
  readOnly_refs: [],
  tokenAccessReadAndWrite_refs: [],
  tokenAccessReadOnly_refs: [],
  publicAccesLevel: 'private',
  ...(rootDoc && { rootDoc_id: rootDoc }),
  rootFolder: [root],
  version: 1,
  compiler,
  spellCheckLanguage: spellCheckLanguage ?? owner.ace.spellCheckLanguage,
  description: '',
  lastUpdated: new Date(),
  lastUpdatedBy: owner._id,
  active: true,
  archived: [],
  trashed: [],
  deletedDocs: [],
});
