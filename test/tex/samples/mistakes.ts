import type { ProjectFiles } from '#test/overleaf/compiling';

/** A project with one mistake, and what its author has to be told about it. */
export interface Mistake {
  name: string;
  compiler?: 'xelatex' | 'lualatex';
  files: ProjectFiles;
  level?: 'warning' | 'typesetting';
  file: string;
  /** Undefined where TeX knows none. */
  line: number | undefined;
  message: RegExp;
}

const article = (body: string, preamble = ''): string =>
  `\\documentclass{article}\n${preamble}\n\\begin{document}\n${body}\n\\end{document}\n`;

/** One project for each kind of mistake. The body of an article begins in line 4. */
export const mistakes: readonly Mistake[] = [
  {
    name: 'an unknown command in a chapter',
    files: {
      'main.tex': article('\\input{chapters/one}\nx'),
      'chapters/one.tex': 'One\n\nTwo \\nosuch three',
    },
    file: 'chapters/one.tex',
    line: 3,
    message: /Undefined control sequence/,
  },
  {
    name: 'mathematics outside of it, in a file with a blank in its name',
    files: { 'main.tex': article('(\\input{chapters/the second}\nx'), 'chapters/the second.tex': 'x_1' },
    file: 'chapters/the second.tex',
    line: 1,
    message: /Missing \$ inserted/,
  },
  {
    name: 'a package that is not there',
    files: { 'main.tex': article('x', '\\usepackage{nosuchpackage}') },
    file: 'main.tex',
    // TeX has looked for a date after the name.
    line: 3,
    message: /nosuchpackage\.sty' not found/,
  },
  {
    name: 'an environment that another one ends',
    files: { 'main.tex': article('\\begin{itemize}\n\\item x\n\\end{enumerate}') },
    file: 'main.tex',
    line: 6,
    message: /\\begin\{itemize\} on input line 4 ended by \\end\{enumerate\}/,
  },
  {
    name: 'an environment that nobody has defined',
    files: { 'main.tex': article('\\begin{nosuch}\nx\n\\end{nosuch}') },
    file: 'main.tex',
    line: 4,
    message: /Environment nosuch undefined/,
  },
  {
    name: 'an argument that a paragraph ends',
    files: { 'main.tex': article('\\short{x\n\nx', '\\newcommand*{\\short}[1]{#1}') },
    file: 'main.tex',
    line: 5,
    message: /Paragraph ended before \\short/,
  },
  {
    name: 'an argument without an end',
    files: { 'main.tex': article('\\textbf{bold\n\nx') },
    file: 'main.tex',
    line: undefined,
    message: /File ended while scanning use of \\textbf/,
  },
  {
    name: 'a file that ends inside an argument',
    files: { 'main.tex': article('x\n\\input{a}\nx'), 'a.tex': 'a \\textbf{bold' },
    file: 'main.tex',
    line: 5,
    message: /File ended while scanning use of \\textbf/,
  },
  {
    name: 'a table with a column too many',
    files: { 'main.tex': article('\\begin{tabular}{l}\na & b \\\\\n\\end{tabular}') },
    file: 'main.tex',
    line: 5,
    message: /Extra alignment tab/,
  },
  {
    name: 'a length without a unit',
    files: { 'main.tex': article('\\hspace{3}\n(a) x') },
    file: 'main.tex',
    line: 4,
    message: /Illegal unit of measure/,
  },
  {
    name: 'a picture that is not there',
    files: { 'main.tex': article('\\includegraphics{nosuch.png}', '\\usepackage{graphicx}') },
    file: 'main.tex',
    line: 4,
    message: /File `nosuch\.png' not found/,
  },
  {
    name: 'a letter that the font of pdfTeX lacks',
    files: { 'main.tex': article('x 好') },
    file: 'main.tex',
    line: 4,
    message: /Unicode character/,
  },
  {
    name: 'a mistake in a style of the project',
    files: {
      'main.tex': article('x', '\\usepackage{style/house}'),
      'style/house.sty': '\\ProvidesPackage{style/house}\n\\newcommand{\\textbf}{x}',
    },
    file: 'style/house.sty',
    line: 2,
    message: /Command \\textbf already defined/,
  },
  {
    name: 'a main document in a folder',
    // An archive with one folder at its top would be the project without that folder.
    files: {
      'notes.txt': '',
      'thesis/main.tex': article('\\input{chapters/one}'),
      'thesis/chapters/one.tex': 'x\n\\nosuch',
    },
    file: 'thesis/chapters/one.tex',
    line: 2,
    message: /Undefined control sequence/,
  },
  {
    name: 'a Lua program that fails',
    compiler: 'lualatex',
    files: { 'main.tex': article('\\directlua{error("broken")}') },
    file: 'main.tex',
    line: 4,
    message: /broken/,
  },
  {
    name: 'an unknown command under XeTeX',
    compiler: 'xelatex',
    files: { 'main.tex': article('ž \\nosuch') },
    file: 'main.tex',
    line: 4,
    message: /Undefined control sequence/,
  },
  {
    name: 'a list of BibTeX that lacks a comma',
    files: {
      'main.tex': article('\\cite{a}\\bibliographystyle{plain}\\bibliography{lists/refs}'),
      'lists/refs.bib': '@book{a,\n  title = {A}\n  author = {B}\n}\n',
    },
    file: 'lists/refs.bib',
    line: 3,
    message: /I was expecting a `,'/,
  },
  {
    name: 'a list of biber that lacks a comma',
    files: {
      'main.tex': article('\\cite{a}\\printbibliography', '\\usepackage{biblatex}\\addbibresource{refs.bib}'),
      'refs.bib': '@book{a,\n  title = {A}\n  author = {B}\n}\n',
    },
    file: 'refs.bib',
    line: 3,
    message: /syntax error/,
  },
  {
    name: 'a reference to nothing',
    files: { 'main.tex': article('(see: \\ref{nosuch}') },
    level: 'warning',
    file: 'main.tex',
    line: 4,
    message: /Reference `nosuch' on page 1 undefined/,
  },
  {
    name: 'a line that is too long',
    files: { 'main.tex': article(`\\noindent\\hbox{${'x'.repeat(150)}}`) },
    level: 'typesetting',
    file: 'main.tex',
    line: 4,
    message: /Overfull \\hbox/,
  },
];
