import type { Query } from './query.ts';

/** A condition on the rows of `policy_view`, with `$1`, `$2` … for its values. */
export interface Condition {
  sql: string;
  values: string[];
}

/** A query as SQL: words are looked up in the index; order and beginnings are checked in the text. */
export function conditionOf(query: Query): Condition {
  const values: string[] = [];
  const value = (text: string): string => `$${values.push(text)}`;
  const array = (words: string[]): string => `string_to_array(${value(words.join(' '))}, ' ')`;

  function phrase(words: string[], isPrefix: boolean): string {
    const whole = isPrefix ? words.slice(0, -1) : words;
    const parts = whole.length === 0 ? [] : [`tokens @> ${array(whole)}`];
    // Words have no sign in them that means something to `like`.
    if (words.length > 1 || isPrefix)
      parts.push(`words like ${value(`% ${words.join(' ')}${isPrefix ? '' : ' '}%`)}`);
    return parts.join(' and ');
  }

  /** Single words are looked up together: many conditions joined by `or` would keep the database from using its index. */
  function anyOf(queries: Query[]): string {
    const words = queries.flatMap((each) => singleWord(each) ?? []);
    const others = queries.filter((each) => singleWord(each) === undefined);
    return [
      ...(words.length === 0 ? [] : [`tokens && ${array(words)}`]),
      ...others.map((each) => `(${sqlOf(each)})`),
    ].join(' or ');
  }

  function sqlOf(part: Query): string {
    switch (part.kind) {
      case 'everything':
        return 'true';
      case 'words':
        return phrase(part.words, part.isPrefix);
      case 'anyWord':
        return `tokens && ${array(part.words)}`;
      case 'not':
        return `not (${sqlOf(part.query)})`;
      case 'and':
        return part.queries.map((each) => `(${sqlOf(each)})`).join(' and ');
      case 'or':
        return anyOf(part.queries);
    }
  }

  return { sql: sqlOf(query), values };
}

const singleWord = (query: Query): string | undefined =>
  query.kind === 'words' && !query.isPrefix && query.words.length === 1 ? query.words[0] : undefined;
