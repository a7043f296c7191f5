import type { Program } from '#shared/app/program';
import type { Progress } from '#shared/cli/progress';
import { installDebian, notInstalled } from './debian.ts';
import { findProgram, isOnPath } from './find.ts';
import { bubblewrap, installProgramTree, isInProgramTree, programTreeEnvironment } from './program-tree.ts';

/**
 * Installs the programs that services run, for a user without root rights, and puts them on the PATH of this process, from which
 * services and instances have theirs. Throws a failure when that does not work.
 */
export async function installServicePrograms(programs: Program[], progress: Progress): Promise<void> {
  if (programs.every(isOnPath)) return;
  const byCommand = new Map(programs.map((program) => [program.command, program]));
  byCommand.delete(bubblewrap.command);
  const inTree = [...byCommand.values()];
  if (!inTree.every(isInProgramTree)) {
    if (findProgram(bubblewrap) === undefined) await installDebian([bubblewrap.debian], progress);
    const why = await installProgramTree(inTree, progress);
    if (why !== undefined)
      throw notInstalled([...new Set(inTree.map(({ debian }) => debian))].join(' '), why);
  }
  Object.assign(process.env, programTreeEnvironment());
}
