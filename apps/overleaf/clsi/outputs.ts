import type { Readable } from 'node:stream';
import type { ByteRange } from '#shared/state/files/files';

/** A kept file, ready to be read. */
export interface OutputFile {
  size: number;
  modified: Date;
  read(range?: ByteRange): Promise<Readable>;
}

/** Where the files of compiles are kept, each compile's as a build. */
export interface Outputs {
  /** Keeps files of a compile folder, by their paths in it, as a build of the place with a key. */
  keep(key: string, build: string, folder: string, paths: string[]): Promise<void>;
  /** The ids of the builds of a place, the newest last. */
  builds(key: string): Promise<string[]>;
  /** A file of a build; undefined when it is not there. */
  find(key: string, build: string, path: string): Promise<OutputFile | undefined>;
  /** Removes a build, or all builds of a place. */
  remove(key: string, build?: string): Promise<void>;
}
