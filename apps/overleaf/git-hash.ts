import { createHash, type Hash } from 'node:crypto';

/** The SHA-1 that git has for a file of so many bytes, before the bytes are added. */
export const gitHash = (bytes: number): Hash => createHash('sha1').update(`blob ${bytes}\0`);
