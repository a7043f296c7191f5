import type { CompileRequest } from './request.ts';
import { hasSandbox } from './sandbox.ts';

/** Programs of a project that latexmk would run as they are. */
const isLatexmkrc = (path: string): boolean => /(^|\/)\.?latexmkrc$/.test(path);

/** Why a project may not be compiled where there is no sandbox; undefined when it may. */
export function unsafeWithoutSandbox(
  { options }: CompileRequest,
  resources: string[],
  isConfined = hasSandbox,
): string | undefined {
  if (isConfined) return undefined;
  if (options.compiler === 'lualatex')
    return 'LuaTeX runs programs, which needs a sandbox: install bubblewrap, or choose pdflatex or xelatex';
  const latexmkrc = resources.find(isLatexmkrc);
  return (
    latexmkrc && `${latexmkrc} is a program, which needs a sandbox: install bubblewrap, or remove the file`
  );
}
