import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Decimal } from 'decimal.js';
import { ExpressionError } from '#apps/lab-insurance/pricing/expression/error';
import { evaluate } from '#apps/lab-insurance/pricing/expression/evaluate';
import { parse } from '#apps/lab-insurance/pricing/expression/parse';
import { decimal, type Value } from '#apps/lab-insurance/pricing/expression/values';
import { randomFrom } from '#test/harness/random';
import { drawTree, fraction, type Meaning, Meaningless, meaningOf, same, write } from './expressions.ts';

const result = (source: string, values: Record<string, Value> = {}): Value =>
  evaluate(parse(source), new Map(Object.entries(values)));
const shown = (value: Value): string | boolean => (value instanceof Decimal ? value.toFixed() : value);

describe('an expression of a tariff', () => {
  const examples: [source: string, values: Record<string, Value>, expected: string | boolean][] = [
    ['AREA * 1.25B', { AREA: decimal(95) }, '118.75'],
    ["TYP == 'APT'", { TYP: 'APT' }, true],
    ["TYP == 'APT'", { TYP: 'apt' }, false],
    ['(A + C) * 26.00B', { A: decimal(2), C: decimal(3) }, '130'],
    ["A * (D == 'EUR' ? 26.00B : 34.00B)", { A: decimal(2), D: 'PL' }, '68'],
    ['1 + 2 * 3 - 4', {}, '3'],
    ['10 - 3 - 2', {}, '5'],
    ['2 - -3', {}, '5'],
    ['0.1 + 0.2 == 0.3', {}, true],
    [
      '9999999999999999999999 * 9999999999999999999999 + 1',
      {},
      '99999999999999999999980000000000000000000002',
    ],
    ['1 < 2 && 2 <= 2 && 3 > 2 && 2 >= 2 && !(1 == 2) && 1 != 2', {}, true],
    ['1 == 1 || missing', {}, true],
    ['1 == 2 ? missing : 1 == 1 ? 7 : missing', {}, '7'],
    // Numbers that come as texts are added, not put side by side.
    ['A + B', { A: ' 1 ', B: '1e1' }, '11'],
    ["A == 3 && A == '3.0'", { A: decimal(3) }, true],
    ["'3' == '3.0'", {}, false],
    ["1 == 'one' || (1 == 1) == 1", {}, false],
  ];
  for (const [source, values, expected] of examples)
    it(`${source} is ${expected}`, () => assert.equal(shown(result(source, values)), expected));

  const wrong: [source: string, message: RegExp][] = [
    ['', /^position 1: expected a value, found the end$/],
    ['AREA *', /^position 7: expected a value, found the end$/],
    ['AREA AREA', /^position 6: expected an operator or the end, found AREA$/],
    ['1.25X', /^position 5: expected an operator or the end, found X$/],
    ['(1 + 2', /^position 7: expected an operator or \), found the end$/],
    ['1 + )', /^position 5: expected a value, found \)$/],
    ['1 ? 2', /^position 6: expected an operator or :, found the end$/],
    ["TYP == 'APT", /^position 8: expected a text that ends with ', found no second one$/],
    ['AREA / 2', /^position 6: expected a number, a text, a name or an operator, found \/$/],
    ['a = b', /^position 3: expected a number, a text, a name or an operator, found =$/],
    ['.5', /^position 1: expected .*, found \.$/],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, /^position 51: expected at most 50 expressions in each other/],
    [`${'-'.repeat(60)}1`, /^position 51: /],
    [`1${' + 1'.repeat(300)}`, /^position 1001: expected the end within 1000 characters/],
    ["'APT' * 2", /^position 1: expected a number, found 'APT'$/],
    ['1 + 2 ? 3 : 4', /^position 3: expected true or false, found 3$/],
    ['2 * (1 == 1)', /^position 8: expected a number, found true$/],
    ['1 && 1 == 1', /^position 1: expected true or false, found 1$/],
  ];
  for (const [source, message] of wrong)
    it(`says what is wrong with ${source.slice(0, 20)}`, () => {
      assert.throws(
        () => result(source),
        (error) => error instanceof ExpressionError && message.test(error.message),
      );
    });

  it('says which name has no value, or one of the wrong kind, also behind a choice', () => {
    const about = (source: string, values: Record<string, Value> = {}) => {
      try {
        return result(source, values);
      } catch (error) {
        assert.ok(error instanceof ExpressionError);
        return [error.subject, error.position, error.expected, error.found];
      }
    };
    assert.deepEqual(about('1 + AREA'), ['AREA', 5, 'a value', 'none']);
    const [number, text] = [decimal(1), 'abc'];
    assert.deepEqual(about('AREA * 2', { AREA: text }), ['AREA', 1, 'a number', "'abc'"]);
    assert.deepEqual(about('AREA * 2', { AREA: '' }), ['AREA', 1, 'a number', "''"]);
    assert.deepEqual(about('(1 == 1 ? A : B) > 2', { A: text, B: number }), ['A', 11, 'a number', "'abc'"]);
    assert.deepEqual(about('!A', { A: text }), ['A', 2, 'true or false', "'abc'"]);
    const long = '1'.repeat(41);
    assert.deepEqual(about('2 * A', { A: long }), ['A', 5, 'a number', `'${long.slice(1)}…'`]);
  });

  it('runs nothing: names of JavaScript are names like others', () => {
    for (const source of ['constructor', '__proto__', 'toString', 'process'])
      assert.throws(() => result(source), { subject: source });
  });

  it('means what an independent calculation says, for thousands of random ones', (context) => {
    const seed = Number(process.env.EXPRESSION_SEED ?? Math.floor(Math.random() * 2 ** 32));
    context.diagnostic(`EXPRESSION_SEED=${seed}`);
    const random = randomFrom(seed);
    const given: Record<string, string | boolean> = {
      AREA: '95',
      ADULTS: '2.50',
      CLAIMS: ' 3e0 ',
      OWED: '-12.005',
      TYP: 'APT',
      FLOOD: 'YES',
      FLAG: true,
    };
    const names = {
      number: ['AREA', 'ADULTS', 'CLAIMS', 'OWED', 'N'],
      truth: ['FLAG'],
      text: ['TYP', 'FLOOD', 'missing'],
    };
    const count = { fine: 0, refused: 0 };
    for (let drawn = 0; drawn < 6000; drawn += 1) {
      const tree = drawTree(random, names);
      const source = write(tree, random);
      if (source.length > 1000) continue;
      const n = `${Math.floor(random() * 1000) - 500}.${Math.floor(random() * 100)}`;
      const meanings: Record<string, Meaning> = { ...given, N: fraction(n) ?? n };
      const values = new Map<string, Value>(Object.entries({ ...given, N: decimal(n) }));
      const where = `EXPRESSION_SEED=${seed}, N = ${n}: ${source}`;

      let expected: Meaning | Meaningless;
      try {
        expected = meaningOf(tree, meanings);
      } catch (error) {
        assert.ok(error instanceof Meaningless, where);
        expected = error;
      }
      if (expected instanceof Meaningless) {
        const { subject } = expected;
        count.refused += 1;
        assert.throws(
          () => evaluate(parse(source), values),
          (error) =>
            error instanceof ExpressionError &&
            error.subject === subject &&
            error.position >= 1 &&
            error.position <= source.length,
          where,
        );
      } else {
        count.fine += 1;
        const found = evaluate(parse(source), values);
        const meaning = found instanceof Decimal ? (fraction(found.toFixed()) ?? '') : found;
        assert.equal(typeof meaning, typeof expected, where);
        assert.ok(same(meaning, expected), `${where}: ${shown(found)}`);
      }
    }
    context.diagnostic(JSON.stringify(count));
    assert.ok(count.fine > 2000 && count.refused > 200, JSON.stringify(count));
  });
});
