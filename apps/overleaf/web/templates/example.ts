import { picture } from './picture.ts';
import { type Content, escapeLatex, type Facts } from './template.ts';

/** A short article with a picture, a formula, a table and a list of references. */
export const example = ({ title, author }: Facts): Content => ({
  texts: {
    'main.tex': String.raw`\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath}
\usepackage{graphicx}

\title{${escapeLatex(title)}}
\author{${escapeLatex(author)}}
\date{\today}

\begin{document}

\maketitle

\begin{abstract}
Replace these lines by a summary of your own. Press the button above to see what it looks like.
\end{abstract}

\section{Pictures}

Figure~\ref{fig:julia} is a file of this project. Upload your own pictures and name them in the same way.

\begin{figure}[h]
\centering
\includegraphics[width=0.7\textwidth]{julia.jpg}
\caption{\label{fig:julia}A Julia set.}
\end{figure}

\section{Formulas and tables}

The picture shows for how long the numbers of
\begin{equation}
\label{eq:julia}
z_{n+1} = z_n^2 + c
\end{equation}
stay near zero. Formula~\ref{eq:julia} was studied by Julia~\cite{julia1918} long before computers could draw it;
Table~\ref{tab:counts} counts some of its steps.

\begin{table}[h]
\centering
\begin{tabular}{l|r}
Colour & Steps \\ \hline
light & 3 \\
dark & 100
\end{tabular}
\caption{\label{tab:counts}Steps by colour.}
\end{table}

\bibliographystyle{plain}
\bibliography{references}

\end{document}
`,
    'references.bib': String.raw`@article{julia1918,
  author  = {Gaston Julia},
  title   = {M{\'e}moire sur l'it{\'e}ration des fonctions rationnelles},
  journal = {Journal de Math{\'e}matiques Pures et Appliqu{\'e}es},
  volume  = {8},
  pages   = {47--245},
  year    = {1918}
}
`,
  },
  pictures: { 'julia.jpg': picture },
});
