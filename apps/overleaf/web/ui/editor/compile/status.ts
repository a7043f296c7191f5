import type { Compiled } from './compile.ts';
import type { Compiling } from './compiling.ts';

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

/** What is said in the place of the PDF as long as no compile has made one. */
export function whyNoPdf({ last, error, busy }: Compiling): string {
  if (busy) return 'The PDF will be here when the compile has ended.';
  if (error !== undefined || last?.status === 'failure') return 'There is no PDF because of the error above.';
  return last === undefined ? 'Compile to see the PDF.' : 'There is no PDF: see above how the compile ended.';
}
