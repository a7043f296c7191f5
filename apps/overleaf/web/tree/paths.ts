import type { ObjectId } from 'mongodb';
import type { Project } from '../project.ts';
import { type Entity, findById, walk } from './tree.ts';

/** A document or a file of a project, with its path, such as `/chapters/one.tex`. */
export type Entry = Exclude<Entity, { type: 'folder' }> & { path: string };

/** All documents and files of a project, folder by folder. */
export const entriesOf = ({ rootFolder: [root] }: Pick<Project, 'rootFolder'>): Entry[] =>
  [...walk(root)].flatMap((each) => (each.type === 'folder' ? [] : [each]));

/** The path of a document of the tree; undefined when the tree does not have it. */
export const pathOfDoc = (
  { rootFolder: [root] }: Pick<Project, 'rootFolder'>,
  doc: ObjectId,
): string | undefined => findById(root, 'doc', doc)?.path;
