/** A word of a text, and where it begins. */
export interface Word {
  text: string;
  from: number;
}

const named =
  'label|[a-zA-Z]*ref|[a-zA-Z]*cite[a-zA-Z]*|begin|end|input|include|includegraphics|usepackage|RequirePackage|' +
  'documentclass|bibliography|bibliographystyle|addbibresource|url|href|pagestyle|thispagestyle|newcommand|' +
  'renewcommand|setlength|setcounter|vspace|hspace|graphicspath|hypersetup|usetikzlibrary';

/** What is no text: comments, commands, with their arguments where these are names, formulas, addresses; then words. */
const parts = new RegExp(
  [
    '(?<!\\\\)%.*',
    `\\\\(?:${named})\\*?(?:\\[[^\\]\\n]*\\])*\\{[^}\\n]*\\}`,
    '\\\\[a-zA-Z@]+\\*?',
    '\\\\.',
    '\\$\\$?[^$\\n]*\\$\\$?',
    '\\S+@\\S+',
    'https?:\\S+',
    '[\\p{L}\\p{N}_]*[\\p{N}_][\\p{L}\\p{N}_]*',
    "(?<word>[\\p{L}\\p{M}]{2,}(?:['’][\\p{L}\\p{M}]+)*)",
  ].join('|'),
  'gu',
);

/** The words of a piece of LaTeX that can be misspelled. */
export const wordsIn = (text: string): Word[] =>
  [...text.matchAll(parts)].flatMap(({ groups, index }) =>
    groups?.word === undefined ? [] : [{ text: groups.word, from: index }],
  );
