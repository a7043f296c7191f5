import type { Program } from '#shared/app/program';

/** TeX Live with what runs it, counts its words and keeps it in its place: hundreds of MB, which only Overleaf asks for. */
export const tex: Program[] = [
  {
    command: 'pdflatex',
    debian: 'texlive-latex-base',
    data: ['texlive-fonts-recommended'],
    setUp: [
      'update-texmf && update-updmap && update-fmtutil && update-language && mktexlsr',
      'updmap-sys --nohash && mktexlsr',
      'fmtutil-sys --all && mktexlsr',
    ],
  },
  { command: 'thumbpdf', debian: 'texlive-latex-recommended' },
  { command: 'makeglossaries', debian: 'texlive-latex-extra' },
  { command: 'xelatex', debian: 'texlive-xetex' },
  { command: 'luaotfload-tool', debian: 'texlive-luatex' },
  { command: 'bibexport', debian: 'texlive-bibtex-extra' },
  { command: 'biber', debian: 'biber' },
  { command: 'latexmk', debian: 'latexmk' },
  { command: 'synctex', debian: 'texlive-binaries' },
  { command: 'texcount', debian: 'texlive-extra-utils' },
  { command: 'bwrap', debian: 'bubblewrap' },
];
