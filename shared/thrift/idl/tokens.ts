/** A word, number, text or sign of an IDL file. */
export interface Token {
  kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  text: string;
  line: number;
  column: number;
}

/** What is wrong with an IDL file, and where. */
export class IdlError extends Error {
  constructor(file: string, { line, column }: { line: number; column: number }, message: string) {
    super(`${file}:${line}:${column}: ${message}`);
    this.name = 'IdlError';
  }
}

const pattern =
  /(?<space>\s+|\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)|(?<number>[+-]?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?))|(?<name>[A-Za-z_][\w.]*)|(?<text>"[^"\n]*"|'[^'\n]*')|(?<sign>[{}()<>[\]=,;:*&])/y;

/** Splits an IDL file; comments are left out. Throws `IdlError` at what is none of Thrift's. */
export function tokensOf(file: string, source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const place = { line, column: at - lineStart + 1 };
    const match = pattern.exec(source);
    if (match === null) {
      const unclosed = /^(\/\*|["'])/.exec(source.slice(at, at + 2))?.[0];
      const what =
        unclosed === undefined ? `'${source[at]}' has no meaning here` : `${unclosed} is not closed`;
      throw new IdlError(file, place, what);
    }
    const { space, number, name, text, sign } = match.groups as Record<string, string | undefined>;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, ...place });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, ...place });
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.slice(1, -1), ...place });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, ...place });
    for (let i = 0; space !== undefined && i < space.length; i += 1) {
      if (space[i] !== '\n') continue;
      line += 1;
      lineStart = at + i + 1;
    }
  }
  tokens.push({ kind: 'end', text: 'the end of the file', line, column: source.length - lineStart + 1 });
  return tokens;
}
