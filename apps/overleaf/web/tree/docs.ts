import { ObjectId } from 'mongodb';
import { notFound } from '#shared/errors';
import { publish } from '../events.ts';
import type { Folder, TreeDoc } from '../project.ts';
import { type Change, changeTree, readTree } from './structure.ts';
import { storeText, type Text, textOf } from './texts.ts';
import { folderIn, insert } from './tree.ts';

/** A new document: its name, its text, the folder that it comes into, the root without one, and what made it, for editors. */
export interface NewDoc {
  name: string;
  folder?: ObjectId | undefined;
  text: Pick<Text, 'lines'> & Partial<Text>;
  source: 'editor' | 'upload' | 'restore';
}

/** Adds a document. Its text is stored first, so that no tree has a document without one. */
export async function addDoc(change: Change, { name, folder, text, source }: NewDoc): Promise<TreeDoc> {
  const doc = { name, _id: new ObjectId() };
  const add = (root: Folder): void => insert({ type: 'doc', entity: doc }, folderIn(root, folder), root);
  // What cannot be added leaves no text behind.
  add(await readTree(change.project));
  await storeText(change.project, doc._id, text);
  await changeTree(change, add);
  await publish(change.project, 'reciveNewDoc', folder ?? null, doc, source, change.user ?? null);
  return doc;
}

/** Makes a new document at the top of the project of one that was deleted. Throws `not-found` when it was not. */
export async function restoreDoc(change: Change, doc: ObjectId, name: string): Promise<TreeDoc> {
  const { lines, ranges, deleted } = await textOf(change.project, doc, { deleted: true });
  if (!deleted) throw notFound(`the document ${doc} was not deleted`);
  return addDoc(change, { name, text: { lines, ranges }, source: 'restore' });
}
