import { tokensOf } from './tokens.ts';

/** What a policy must have to be found. */
export type Query =
  | { kind: 'everything' }
  /** Words one after the other; of the last one only the beginning, if `isPrefix`. */
  | { kind: 'words'; words: string[]; isPrefix: boolean }
  | { kind: 'anyWord'; words: string[] }
  | { kind: 'not'; query: Query }
  | { kind: 'and' | 'or'; queries: Query[] };

/**
 * Reads what somebody searches for: words, of which one is enough; `AND`, `OR`, `NOT`, parentheses, "phrases", beginnings such as
 * `hop*`, and `*` for everything. A word such as a policy's number, which has several words in it, is a phrase. `NOT` without `AND`
 * or `OR` before it takes away from all that is beside it, as in the original. What cannot be read that way is read as plain words.
 * Undefined when there is no word at all.
 */
export function readQuery(text: string): Query | undefined {
  try {
    return parse(signsOf(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const words = [...new Set(tokensOf(text))];
  return words.length === 0 ? undefined : { kind: 'anyWord', words };
}

type Sign = '(' | ')' | 'AND' | 'OR' | 'NOT' | Query;

/** As many signs as a person would write, and as deep; more are read as plain words. */
const most = { signs: 50, depth: 20 };
// As in the original a name before a colon, such as `policyHolder:`, does no harm.
const pieces = /[()]|"[^"]*"|[^\s()":]+|"/g;
const beginning = /^[^*]*[\p{L}\p{N}\p{M}]\*$/u;

/** The signs of a query; what has no word in it is left out. */
function signsOf(text: string): Sign[] {
  const signs = (text.match(pieces) ?? []).flatMap((piece): Sign[] => {
    if (piece === '"') throw new SyntaxError('a phrase has no end');
    if (piece === '(' || piece === ')' || piece === 'AND' || piece === 'OR' || piece === 'NOT')
      return [piece];
    const words = tokensOf(piece);
    const hasStar = piece.includes('*') && !piece.startsWith('"');
    if (words.length === 0) return hasStar ? [{ kind: 'everything' }] : [];
    const isPrefix = hasStar && beginning.test(piece);
    if (hasStar && !isPrefix) throw new SyntaxError('a star is not at the end of a word');
    return [{ kind: 'words', words, isPrefix }];
  });
  if (signs.length > most.signs) throw new SyntaxError('too long');
  return signs;
}

function parse(signs: Sign[]): Query | undefined {
  let at = 0;

  function anyOf(depth: number): Query {
    const wanted: Query[] = [];
    const unwanted: Query[] = [];
    for (let isMore = true; isMore; ) {
      const isAway = signs[at] === 'NOT' && signs[at - 1] !== 'OR';
      const query = allOf(depth);
      const isOr = signs[at] === 'OR';
      (isAway && !isOr ? unwanted : wanted).push(query);
      if (isOr) at += 1;
      isMore = isOr || (at < signs.length && signs[at] !== ')');
    }
    return together('and', wanted.length === 0 ? unwanted : [together('or', wanted), ...unwanted]);
  }

  function allOf(depth: number): Query {
    const queries = [one(depth)];
    while (signs[at] === 'AND') {
      at += 1;
      queries.push(one(depth));
    }
    return together('and', queries);
  }

  function one(depth: number): Query {
    const sign = signs[at];
    at += 1;
    if (depth > most.depth) throw new SyntaxError('too deep');
    if (sign === 'NOT') return { kind: 'not', query: one(depth + 1) };
    if (typeof sign === 'object') return sign;
    if (sign !== '(') throw new SyntaxError('a word is missing');
    const query = anyOf(depth + 1);
    if (signs[at] !== ')') throw new SyntaxError('a parenthesis is not closed');
    at += 1;
    return query;
  }

  if (signs.length === 0) return undefined;
  const query = anyOf(0);
  if (at < signs.length) throw new SyntaxError('a parenthesis is not open');
  return query;
}

const together = (kind: 'and' | 'or', queries: Query[]): Query =>
  queries.length === 1 && queries[0] !== undefined ? queries[0] : { kind, queries };
