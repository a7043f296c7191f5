import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conditionOf } from '#apps/lab-insurance/policy-search/condition';
import { type Query, readQuery } from '#apps/lab-insurance/policy-search/query';
import { tokensOf, wordsOf } from '#apps/lab-insurance/policy-search/tokens';

const policies: Record<string, string> = {
  ada: wordsOf('11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa', 'Ada Byron'),
  hopper: wordsOf('22222222-aaaa-4aaa-8aaa-bbbbbbbbbbbb', 'Grace Hopper'),
  kelly: wordsOf('33333333-aaaa-4aaa-8aaa-cccccccccccc', 'Grace Kelly'),
  zak: wordsOf('44444444-aaaa-4aaa-8aaa-dddddddddddd', "Łukasz O'Neil-Żak <b>x</b>"),
};

/** What the condition in the database means. */
function holds(query: Query, words: string): boolean {
  const has = (word: string): boolean => words.includes(` ${word} `);
  switch (query.kind) {
    case 'everything':
      return true;
    case 'words':
      return words.includes(` ${query.words.join(' ')}${query.isPrefix ? '' : ' '}`);
    case 'anyWord':
      return query.words.some(has);
    case 'not':
      return !holds(query.query, words);
    case 'and':
      return query.queries.every((each) => holds(each, words));
    default:
      return query.queries.some((each) => holds(each, words));
  }
}

function found(text: string): string {
  const query = readQuery(text);
  return Object.keys(policies)
    .filter((name) => query !== undefined && holds(query, policies[name] ?? ''))
    .join(' ');
}

const all = 'ada hopper kelly zak';

describe('a search', () => {
  const recorded: [query: string, finds: string][] = [
    ['22222222-aaaa-4aaa-8aaa-bbbbbbbbbbbb', 'hopper'],
    ['22222222-AAAA-4AAA-8AAA-BBBBBBBBBBBB', 'hopper'],
    ['22222222', 'hopper'],
    ['Hopper', 'hopper'],
    ['HOPPER', 'hopper'],
    ['Hop', ''],
    ['Hop*', 'hopper'],
    ['Grace', 'hopper kelly'],
    ['Grace Hopper', 'hopper kelly'],
    ['Hopper Grace', 'hopper kelly'],
    ['"Grace Hopper"', 'hopper'],
    ['"Hopper Grace"', ''],
    ['Grace AND Hopper', 'hopper'],
    ['Grace AND NOT Hopper', 'kelly'],
    ['Grace NOT Hopper', 'kelly'],
    ['grace and hopper', 'hopper kelly'],
    ['Hopper OR Kelly', 'hopper kelly'],
    ['policyHolder:Kelly', 'kelly'],
    ['productCode:TRI', ''],
    ['Kelly AND 33333333-aaaa-4aaa-8aaa-cccccccccccc', 'kelly'],
    ['(Hopper OR Kelly) AND Grace', 'hopper kelly'],
    ["O'Neil", 'zak'],
    ['Neil', ''],
    ['Żak', 'zak'],
    ['zak', ''],
    ['nobody', ''],
    ['number:*', all],
    ['*:*', all],
    ['*', all],
    ['', ''],
    [' ', ''],
    ['x'.repeat(3000), ''],
  ];
  for (const [query, finds] of recorded)
    it(`for ${query.slice(0, 50) || 'nothing'} finds what the original finds`, () =>
      assert.equal(found(query), finds));

  const ours: [what: string, query: string, finds: string][] = [
    ['NOT takes away wherever it stands', 'NOT Hopper Grace', 'kelly'],
    ['NOT alone leaves the others', 'NOT Grace', 'ada zak'],
    ['NOT twice is nothing', 'NOT NOT Grace', 'hopper kelly'],
    ['after OR, NOT is one more way to be found', 'Grace OR NOT Ada', 'hopper kelly zak'],
    ['AND binds more than OR', 'Ada OR Grace AND Kelly', 'ada kelly'],
    ['parentheses may be nested', '((Ada)) OR (Grace AND (Kelly OR (Byron)))', 'ada kelly'],
    ['a star may be part of more', '* AND NOT Grace', 'ada zak'],
    ['the number is a phrase, not five words', '22222222-aaaa-4aaa-8aaa-cccccccccccc', ''],
    ['a number that is not finished is found by its beginning', '22222222-aaaa-4a*', 'hopper'],
    ['a name with a hyphen is a phrase', "O'Neil-Ża*", 'zak'],
    ['other apostrophes are the same', 'O’Neil', 'zak'],
    ['a phrase does not go from the number into the name', '"cccccccccccc grace"', ''],
    ['letters may be put together', 'Z\u0307ak', 'zak'],
    ['signs alone do not matter', 'Grace - Hopper', 'hopper kelly'],
  ];
  for (const [what, query, finds] of ours) it(what, () => assert.equal(found(query), finds));

  const wrong: [query: string, finds: string][] = [
    ['(', ''],
    ['"', ''],
    ['()', ''],
    ['~', ''],
    ['\\', ''],
    ['AND', ''],
    ['NOT', ''],
    ['Grace AND', 'hopper kelly'],
    ['AND Grace', 'hopper kelly'],
    ['Grace OR', 'hopper kelly'],
    ['(Grace', 'hopper kelly'],
    ['Grace)', 'hopper kelly'],
    ['"Grace', 'hopper kelly'],
    ['Ada AND (Grace', 'ada hopper kelly'],
    ['*per Ada', 'ada'],
    ['Gr*ce Ada', 'ada'],
    [`${'('.repeat(4000)}Ada`, 'ada'],
    [`${'NOT '.repeat(2000)}Ada`, 'ada'],
    [`${'word '.repeat(3000)}Ada`, 'ada'],
  ];
  for (const [query, finds] of wrong)
    it(`reads ${query.slice(0, 20)} as plain words`, () => assert.equal(found(query), finds));
});

describe('the condition of a search', () => {
  it('has no text of the caller in it', () => {
    for (const text of [`x' or '1'='1`, '"a%b_c"', "O'Neil*", 'a\\b AND NOT "c d" OR e*']) {
      const { sql, values } = conditionOf(readQuery(text) ?? assert.fail());
      assert.match(sql, /^[a-z0-9$@>&_(), ' ]+$/);
      assert.deepEqual(
        [...new Set(sql.match(/\$\d+/g))],
        values.map((_, index) => `$${index + 1}`),
      );
      for (const value of values) assert.match(value, /^(% )?[\p{L}\p{N}' ]+%?$/u);
    }
  });

  it('looks single words up together', () => {
    const { sql, values } = conditionOf(readQuery('ada grace hop*') ?? assert.fail());
    assert.equal(sql, "tokens && string_to_array($1, ' ') or (words like $2)");
    assert.deepEqual(values, ['ada grace', '% hop%']);
  });
});

it('words are in lower case, whatever is between them', () => {
  assert.deepEqual(tokensOf("Łukasz O'Neil-Żak <b>x</b>, 4711"), [
    'łukasz',
    "o'neil",
    'żak',
    'b',
    'x',
    'b',
    '4711',
  ]);
  assert.deepEqual(tokensOf("'quoted' ''"), ['quoted']);
});
