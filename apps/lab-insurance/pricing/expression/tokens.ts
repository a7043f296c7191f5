import { ExpressionError } from './error.ts';

/** A piece of an expression as it is written; `at` is its position, counted from 1. */
export interface Token {
  kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  text: string;
  at: number;
}

/** Characters that an expression may have. */
const longest = 1000;

const kinds = [
  ['number', /\d+(?:\.\d+)?B?/y],
  ['text', /'[^']*'/y],
  ['name', /[A-Za-z_]\w*/y],
  ['sign', /==|!=|>=|<=|&&|\|\||[-+*<>!?:()]/y],
] as const;

/** Splits an expression into its tokens; the last one is its end. Throws ExpressionError at what is no token. */
export function tokensOf(source: string): Token[] {
  if (source.length > longest)
    throw new ExpressionError(longest + 1, `the end within ${longest} characters`, `${source.length}`);
  const tokens: Token[] = [];
  for (let index = afterBlanks(source, 0); index < source.length; ) {
    const token = tokenAt(source, index);
    tokens.push(token);
    index = afterBlanks(source, index + token.text.length);
  }
  return [...tokens, { kind: 'end', text: '', at: source.length + 1 }];
}

function tokenAt(source: string, index: number): Token {
  for (const [kind, pattern] of kinds) {
    pattern.lastIndex = index;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) return { kind, text, at: index + 1 };
  }
  if (source[index] === "'") throw new ExpressionError(index + 1, "a text that ends with '", 'no second one');
  throw new ExpressionError(index + 1, 'a number, a text, a name or an operator', source[index] ?? '');
}

function afterBlanks(source: string, index: number): number {
  const blanks = /\s*/y;
  blanks.lastIndex = index;
  return index + (blanks.exec(source)?.[0].length ?? 0);
}
