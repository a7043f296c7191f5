import type { ObjectId } from 'mongodb';

/** A project as it is stored, with the names of the original and their spelling. */
export interface Project {
  _id: ObjectId;
  name: string;
  owner_ref: ObjectId;
  collaberator_refs: ObjectId[];
  readOnly_refs: ObjectId[];
  /** Who has come by a link; it counts as long as the project is `tokenBased`. */
  tokenAccessReadAndWrite_refs: ObjectId[];
  tokenAccessReadOnly_refs: ObjectId[];
  publicAccesLevel: 'private' | 'tokenBased';
  tokens?: Tokens;
  rootDoc_id?: ObjectId | null;
  /** One folder, which has all others. */
  rootFolder: [Folder];
  /** The number of changes of the tree. */
  version: number;
  compiler: string;
  imageName?: string;
  spellCheckLanguage: string;
  description: string;
  lastUpdated: Date;
  lastUpdatedBy?: ObjectId | null;
  lastOpened?: Date;
  active: boolean;
  /** Those who have put it away. */
  archived: ObjectId[];
  trashed: ObjectId[];
  deletedDocs: { _id: ObjectId; name: string; deletedAt: Date }[];
}

/** The secrets of the links to a project. */
export interface Tokens {
  readOnly: string;
  readAndWrite: string;
  /** The digits with which `readAndWrite` begins, by which it is found. */
  readAndWritePrefix: string;
}

export interface Folder {
  _id: ObjectId;
  name: string;
  folders: Folder[];
  docs: TreeDoc[];
  fileRefs: FileRef[];
}

export interface TreeDoc {
  _id: ObjectId;
  name: string;
}

export interface FileRef {
  _id: ObjectId;
  name: string;
  created: Date;
  /** The number of times that the file was replaced. */
  rev: number;
  /** The SHA-1 that git has for the content. */
  hash?: string;
  /** Where a linked file comes from. */
  linkedFileData?: Record<string, unknown> | null;
}
