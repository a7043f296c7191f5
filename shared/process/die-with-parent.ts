import { existsSync } from 'node:fs';
import { join } from 'node:path';

const setpriv = (process.env.PATH ?? '')
  .split(':')
  .map((folder) => join(folder, 'setpriv'))
  .find((path) => process.platform === 'linux' && existsSync(path));

/**
 * Extends the command line of a child process so that the Linux kernel sends `signal` to the child when its parent ends, also when the
 * parent is killed. On other systems, and without the program setpriv, the command line stays unchanged.
 */
export const dieWithParent = (argv: string[], signal: 'TERM' | 'KILL'): string[] =>
  setpriv === undefined ? argv : [setpriv, '--pdeathsig', signal, '--', ...argv];
