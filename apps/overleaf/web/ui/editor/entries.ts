/** A document of the tree. */
export interface DocEntry {
  _id: string;
  name: string;
}

/** A folder of the tree with all that is in it. */
export interface FolderEntry extends DocEntry {
  folders: FolderEntry[];
  docs: DocEntry[];
  fileRefs: DocEntry[];
}
