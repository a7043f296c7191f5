import type { Program } from '#shared/app/program';

/** TeX Live with what runs it, counts its words and keeps it in its place: hundreds of MB, which only Overleaf asks for. */
export const tex: Program[] = [
  { command: 'pdflatex', debian: 'texlive-latex-base', data: ['texlive-fonts-recommended'] },
  { command: 'thumbpdf', debian: 'texlive-latex-recommended' },
  { command: 'luaotfload-tool', debian: 'texlive-luatex' },
  { command: 'latexmk', debian: 'latexmk' },
  { command: 'synctex', debian: 'texlive-binaries' },
  { command: 'texcount', debian: 'texlive-extra-utils' },
  { command: 'bwrap', debian: 'bubblewrap' },
];
