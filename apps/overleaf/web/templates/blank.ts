import { type Content, escapeLatex, type Facts } from './template.ts';

/** A document with nothing but a title. */
export const blank = ({ title, author }: Facts): Content => ({
  texts: {
    'main.tex': String.raw`\documentclass{article}
\usepackage[utf8]{inputenc}

\title{${escapeLatex(title)}}
\author{${escapeLatex(author)}}
\date{\today}

\begin{document}

\maketitle

\section{Introduction}

\end{document}
`,
  },
  pictures: {},
});
