import type { Readable } from 'node:stream';

/** Bytes to store: a text, which becomes UTF-8, a buffer, or a stream, such as a request or a file under way. */
export type Content = string | Uint8Array | AsyncIterable<Uint8Array | string>;

/** A part of a file: the places of its first and its last byte, counted from 0. Without `last`, and past it, the file's end. */
export interface ByteRange {
  first: number;
  last?: number;
}

/** A file in a list; `size` in bytes. */
export interface FileEntry {
  name: string;
  size: number;
  modified: Date;
}

/** How long a content is, in bytes, and its hash: SHA-256 as 64 hexadecimal digits. */
export interface Digest {
  size: number;
  hash: string;
}

/** A file and the hash of its content. */
export type FileStat = FileEntry & Digest;

/** A copy on this machine, for programs that want a path. It ends like the file's name, because programs look at the ending. */
export interface LocalCopy {
  path: string;
  /** Removes the copy; a second call does nothing. */
  release(): Promise<void>;
}

/**
 * Files by name, such as `projects/1/main.tex`; `names.ts` says what a name may be. Every function throws `invalid` for a name
 * that may not be, and `unavailable` or `deadlineExceeded` when the store does not work. Functions that need a file throw
 * `notFound` with its name. The drivers are `folder.ts` and `s3.ts`, the way to them is `openFiles` of `open-files.ts`.
 */
export interface Files {
  /**
   * The content, or a part of it, of the one version that is there now: a write at the same time does not show. Throws `invalid`
   * for a part that begins after the last byte. The caller reads the stream to its end or destroys it.
   */
  read(name: string, range?: ByteRange): Promise<Readable>;
  /**
   * Replaces the file as a whole: a reader sees the old content or the new one. When the content's stream breaks, its error is
   * thrown and the old content stays. With `ifAbsent`, a file that is there stays and `conflict` is thrown; of several
   * writers at the same time one succeeds.
   */
  write(name: string, content: Content, options?: { ifAbsent?: boolean }): Promise<Digest>;
  /** The size, time and hash of a file. May read the whole file for the hash. */
  stat(name: string): Promise<FileStat>;
  /** The files whose names begin with `prefix`, all without one, in the order of the bytes of their names. */
  list(prefix?: string): AsyncIterable<FileEntry>;
  /** Removes a file; one that is not there is removed already. */
  remove(name: string): Promise<void>;
  /** Removes a file if its content has this hash, and says whether it did; newer content stays. */
  compareAndRemove(name: string, hash: string): Promise<boolean>;
  /** Copies a file to a temporary folder of this machine. The caller owns the copy: it may change it and has to release it. */
  localCopy(name: string): Promise<LocalCopy>;
  /** Ends the connections; streams that are being read break. */
  close(): Promise<void>;
}
