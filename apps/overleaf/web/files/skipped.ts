/** Endings of files that TeX makes, and of those that no project uses. */
const skippedEndings = new Set(
  'dvi aux log toc out pdfsync nlo ind glo gls glg bbl blg doc docx gz'.split(' '),
);

/** Whether a file of an archive stays outside the project: hidden ones, those of tools, and what TeX makes anew. */
export function isSkipped(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.slice(0, -1).some(isSkippedFolder)) return true;
  if (name.startsWith('.')) return name !== '.latexmkrc';
  return skippedEndings.has(name.split('.').slice(1).at(-1)?.toLowerCase() ?? '');
}

const isSkippedFolder = (name: string): boolean => name.startsWith('.') || name === '__MACOSX';
