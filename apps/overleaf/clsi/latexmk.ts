import { join } from 'node:path';
import type { CompileRequest, Compiler } from './request.ts';

const modes: Record<Compiler, string> = {
  pdflatex: '-pdf',
  latex: '-pdfdvi',
  xelatex: '-xelatex',
  lualatex: '-lualatex',
};

/** How a DVI becomes a PDF; latexmk itself would need Ghostscript. */
const dvipdf = '$dvipdf = q/dvipdfmx %O -o %D %S/';

/** R and Markdown become TeX before LaTeX runs. */
const texName = (root: string): string => root.replace(/\.(Rtex|md|Rmd)$/, '.tex');

/** The command line of latexmk for a compile folder as latexmk sees it. */
export const latexmk = (folder: string, { options, rootResourcePath }: CompileRequest): string[] => [
  'latexmk',
  ...['-cd', '-f', '-jobname=output', `-auxdir=${folder}`, `-outdir=${folder}`],
  ...['-synctex=1', '-interaction=batchmode', '-e', dvipdf],
  ...(options.stopOnFirstError ? ['-halt-on-error'] : []),
  ...options.flags,
  modes[options.compiler],
  join(folder, texName(rootResourcePath)),
];

/** Figures about the runs of LaTeX, under the names of the original. */
export function statsOf(output: string, code: number | null): Record<string, number> {
  const runs = output.match(/^Run number \d+ of rule '(pdf|xe|lua)?latex'/gm)?.length ?? 0;
  const errors = output.match(/^Latexmk: Errors/gm)?.length ?? 0;
  const failed = code === 0 ? 0 : 1;
  return {
    'latexmk-errors': errors,
    'latex-runs': runs,
    'latex-runs-with-errors': failed * runs,
    [`latex-runs-${runs}`]: 1,
    [`latex-runs-with-errors-${runs}`]: failed,
  };
}
