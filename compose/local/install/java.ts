import type { Program } from './find.ts';

/** Java's runtime, 17 or newer, without a compiler. */
export const java: Program = {
  command: 'java',
  debian: 'default-jre-headless',
  folders: ['/usr/lib/jvm/default-java/bin'],
};
