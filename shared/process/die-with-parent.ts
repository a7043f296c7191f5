import { existsSync } from 'node:fs';
import { join } from 'node:path';

const setpriv = (process.env.PATH ?? '')
  .split(':')
  .map((folder) => join(folder, 'setpriv'))
  .find((path) => process.platform === 'linux' && existsSync(path));

/**
 * The command line of a child that the Linux kernel ends with `signal` as soon as its parent has ended, also when the parent was
 * killed. Elsewhere, or without util-linux, the command line as it is.
 */
export const dieWithParent = (argv: string[], signal: 'TERM' | 'KILL'): string[] =>
  setpriv === undefined ? argv : [setpriv, '--pdeathsig', signal, '--', ...argv];
