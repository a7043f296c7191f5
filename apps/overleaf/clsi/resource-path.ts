import { posix } from 'node:path';
import * as z from 'zod';
import { nameBytes } from './names.ts';

const maxPathBytes = 1024;

/** A path in the compile folder without empty parts, `.` and `..`; undefined where it leads out of the folder or names none. */
function inside(text: string): string | undefined {
  const path = posix.normalize(text.replace(/^\/+/, '')).replace(/\/+$/, '');
  return path === '' || path === '.' || path === '..' || path.startsWith('../') ? undefined : path;
}

const isShort = (path: string): boolean =>
  Buffer.byteLength(path) <= maxPathBytes &&
  path.split('/').every((part) => Buffer.byteLength(part) <= nameBytes);

/** The path of a file in the compile folder; `/a.tex` and `x/../a.tex` are `a.tex`. */
export const resourcePath = z.string('must be a path').transform((text, context) => {
  const refuse = (message: string) => {
    context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  };
  if (/\p{Cc}/u.test(text)) return refuse('may not have control characters');
  const path = inside(text);
  if (path === undefined) return refuse('must be a path inside the project');
  return isShort(path)
    ? path
    : refuse(`may have at most ${maxPathBytes} bytes, and ${nameBytes} in each part`);
});

/** What has a meaning to a shell; latexmk starts its programs through one. */
const shellSigns = /[#&;`|*?~<>^()[\]{}$\\"'\p{Cc}]/gu;

/** The path of the root file, without the signs that mean something to a shell. */
export const rootPath = z
  .string('must be a path')
  .transform((text) => text.replace(shellSigns, ''))
  .pipe(resourcePath);
