import type { Compiled } from './compile.ts';

const words: Record<string, string> = {
  failure: 'The compile failed; the messages say why',
  error: 'The compiler could not be run; try again',
  timedout: 'The compile took too long and was ended',
  terminated: 'The compile was stopped',
  exited: 'The compiler ended by itself before it had finished',
  'too-recently-compiled': 'This was compiled a moment ago; try again in a second',
  'autocompile-backoff': 'Too much is being compiled for automatic compiles; compile by the button',
  'compile-in-progress': 'Another compile of this project is under way; try again when it has ended',
  'project-too-large': 'The project is too large to be compiled',
  unavailable: 'The compiler is not available at the moment; try again in a minute',
};

/** What has come of a compile, in words; `tookMs` is how long it took. */
export function inWordsOf({ status, validationProblems }: Compiled, tookMs = 0): string {
  if (status === 'success') return `Compiled in ${(tookMs / 1000).toFixed(1)} s.`;
  if (validationProblems?.mainFile !== undefined)
    return 'There is no main document; write \\documentclass into one, or choose one.';
  if (validationProblems?.sizeCheck !== undefined) return 'The texts of the project are larger than 5 MB.';
  if (validationProblems?.conflictedPaths !== undefined) {
    const paths = validationProblems.conflictedPaths.map(({ path }) => path).join(', ');
    return `A file has the name of a folder: ${paths}.`;
  }
  return `${words[status] ?? `The compile ended as ${status}`}.`;
}
