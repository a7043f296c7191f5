/** The levels of the commands that begin a part of a document; a lower one contains higher ones. */
const levels: Record<string, number> = {
  book: 10,
  part: 20,
  addpart: 20,
  chapter: 30,
  addchap: 30,
  section: 40,
  addsec: 40,
  subsection: 50,
  subsubsection: 60,
  paragraph: 70,
  subparagraph: 80,
};

const command = new RegExp(
  `^(?:[^%\\\\]|\\\\%)*?\\\\(${Object.keys(levels).join('|')})\\*?\\s*(?:\\[([^\\]]*)\\])?\\s*\\{`,
);

/** The beginning of a part of a document. */
export interface Heading {
  level: number;
  title: string;
}

/** The heading in a line; undefined if it has none. */
export function headingIn(line: string): Heading | undefined {
  // The expression is slower than this, and most lines have none.
  if (!line.includes('\\')) return undefined;
  const found = command.exec(line);
  if (found === null) return undefined;
  const [all, name = '', short] = found;
  const title = short ?? bracedAt(line, all.length);
  return { level: levels[name] ?? 0, title: withoutCommands(title) || 'Without a title' };
}

/** The text up to the brace that closes. */
function bracedAt(line: string, from: number): string {
  let depth = 1;
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '{') depth += 1;
    else if (line[at] === '}') {
      depth -= 1;
      if (depth === 0) return line.slice(from, at);
    }
  }
  return line.slice(from);
}

const withoutCommands = (title: string): string =>
  title
    .replace(/\\label\{[^}]*\}/g, '')
    .replace(/\\[a-zA-Z]+\*?\s*/g, '')
    .replace(/\\(.)/g, '$1')
    .replace(/[{}]/g, '')
    .trim();

/** A heading and the line in which it is. */
export interface Section extends Heading {
  line: number;
}

/** The headings of a text. */
export function sectionsOf(lines: Iterable<string>): Section[] {
  const sections: Section[] = [];
  let line = 0;
  for (const text of lines) {
    line += 1;
    const heading = headingIn(text);
    if (heading !== undefined) sections.push({ ...heading, line });
  }
  return sections;
}
