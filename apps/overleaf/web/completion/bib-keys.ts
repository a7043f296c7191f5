/** What begins an entry of a `.bib` file: its type, how it opens, and its key. */
const entry = /@([a-z]+)\s*([{(])\s*([^\s,{}()"#%'=]*)/gi;

const withoutKey = new Set(['comment', 'string', 'preamble']);

/** The keys of the entries of a `.bib` file, in their order. */
export function bibKeys(text: string): string[] {
  const keys = new Set<string>();
  for (let at = 0; ; ) {
    entry.lastIndex = at;
    const found = entry.exec(text);
    if (found === null) return [...keys];
    const [whole, type = '', open = '', key = ''] = found;
    if (!withoutKey.has(type.toLowerCase()) && key !== '') keys.add(key);
    at = endOf(text, found.index + whole.indexOf(open));
  }
}

/** What begins an entry on a line of its own, where the one before is not closed. */
const nextEntry = /[ \t]{0,20}@[a-z]+[ \t]{0,20}[{(]/iy;

/** The place behind the parenthesis that closes the one at `at`; where none does, the next entry, or the end of the text. */
function endOf(text: string, at: number): number {
  const close = text[at] === '(' ? ')' : '}';
  let braces = 0;
  for (let index = at + 1; index < text.length; index += 1) {
    const sign = text[index];
    if (sign === '\\') index += 1;
    else if (braces === 0 && sign === close) return index + 1;
    else if (sign === '{') braces += 1;
    else if (sign === '}') braces -= 1;
    else if (sign === '\n') {
      nextEntry.lastIndex = index + 1;
      if (nextEntry.test(text)) return index + 1;
    }
  }
  return text.length;
}
