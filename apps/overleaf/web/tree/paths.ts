import type { ObjectId } from 'mongodb';
import type { FileRef, Folder, Project, TreeDoc } from '../project.ts';

/** A document or a file of a project, with its path, such as `/chapters/one.tex`. */
export type Entry =
  | { type: 'doc'; path: string; entity: TreeDoc }
  | { type: 'file'; path: string; entity: FileRef };

/** All documents and files of a project, folder by folder. */
export const entriesOf = ({ rootFolder: [root] }: Pick<Project, 'rootFolder'>): Entry[] => within(root, '/');

const within = ({ docs, fileRefs, folders }: Folder, at: string): Entry[] => [
  ...docs.map((entity): Entry => ({ type: 'doc', path: at + entity.name, entity })),
  ...fileRefs.map((entity): Entry => ({ type: 'file', path: at + entity.name, entity })),
  ...folders.flatMap((folder) => within(folder, `${at}${folder.name}/`)),
];

/** The path of a document of the tree; undefined when the tree does not have it. */
export const pathOfDoc = (project: Pick<Project, 'rootFolder'>, doc: ObjectId): string | undefined =>
  entriesOf(project).find(({ type, entity }) => type === 'doc' && entity._id.equals(doc))?.path;
