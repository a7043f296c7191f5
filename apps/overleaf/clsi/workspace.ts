import { join } from 'node:path';

/** The folders of a place on this machine. All of it can be made anew from a full request. */
export interface Workspace {
  /** The whole, with what follows. */
  root: string;
  /** The compile folder: the project's files and what TeX makes of them. */
  folder: string;
  /** The downloaded files of the project, which a compile cannot reach. */
  cache: string;
  /** The file with the paths of the resources, one a line, and the state of the project; a compile cannot reach it. */
  stateFile: string;
}

/** The workspace of the place with a key, below a folder. */
export function workspaceIn(folder: string, key: string): Workspace {
  const root = join(folder, key);
  return {
    root,
    folder: join(root, 'compile'),
    cache: join(root, 'cache'),
    stateFile: join(root, 'sync-state'),
  };
}
