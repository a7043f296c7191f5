import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';

const ofThisUser = `diptych-${userName()}-`;

/**
 * The beginning of a path in the shared temporary folder: with the user, so that it is none of another user's, what it is for, one word,
 * and this process. Something random must follow.
 */
export const temporaryPrefix = (purpose: string): string =>
  join(tmpdir(), `${ofThisUser}${purpose}-${process.pid}-`);

/** Removes what this user's processes that have ended without cleaning up left under such paths. Never throws. */
export function removeStale(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(ofThisUser))) {
    const pid = Number(/^[a-z]+-(\d+)-/.exec(name.slice(ofThisUser.length))?.[1]);
    if (pid > 0 && !isAlive(pid)) removeOwn(join(tmpdir(), name));
  }
}

function removeOwn(path: string): void {
  try {
    if (lstatSync(path).uid === process.getuid?.()) rmSync(path, { recursive: true, force: true });
  } catch {
    // Another process of this user is removing it, or a part of it belongs to somebody else.
  }
}

/** The name of this user, else the number. */
function userName(): string {
  try {
    return userInfo().username.replaceAll(/[^\w.]/g, '_');
  } catch {
    return `${process.getuid?.() ?? 'user'}`;
  }
}
