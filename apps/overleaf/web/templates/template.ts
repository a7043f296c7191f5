/** What a template says of a new project. */
export interface Facts {
  title: string;
  author: string;
}

/** The content of a new project, by paths. */
export interface Content {
  texts: Record<string, string>;
  pictures: Record<string, Buffer>;
}

const signs: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
};

/** A text as LaTeX shows it, whatever characters it has. */
export const escapeLatex = (text: string): string =>
  text.replace(/[\\^~]|[&%$#_{}]/g, (sign) => signs[sign] ?? `\\${sign}`);
