/** A document of the tree. */
export interface DocEntry {
  _id: string;
  name: string;
}

/** A file of the tree that is no document. */
export interface FileEntry extends DocEntry {
  /** Where a linked file comes from. */
  linkedFileData?: unknown;
}

/** A folder of the tree with all that is in it. */
export interface FolderEntry extends DocEntry {
  folders: FolderEntry[];
  docs: DocEntry[];
  fileRefs: FileEntry[];
}
