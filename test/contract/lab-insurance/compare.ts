import assert from 'node:assert/strict';
import { Decimal } from 'decimal.js';

/** What the placeholders of the recording stand for in this run: `<uuid-7>` and others. */
export type Names = Map<string, string>;

const uuid = /^<uuid-\d+>$/;
const anything = /^<(jwt|ms|n|s|base64 of the report bytes)>$/;

/**
 * Asserts that a body is the recorded one by value: money to the cent, a day as `[y, m, d]` or as a text, nothing for an empty
 * list or object, lists of texts in any order. A placeholder that is met for the first time takes the value that is there.
 */
export function assertSame(actual: unknown, expected: unknown, names: Names, where = 'body'): void {
  if (typeof expected === 'string') {
    assertSameText(actual, expected, names, where);
  } else if (typeof expected === 'number') {
    assert.ok(typeof actual === 'number', `${where}: ${actual} is no number`);
    assert.ok(cents(actual).eq(cents(expected)), `${where}: ${actual} instead of ${expected}`);
  } else if (isDay(expected)) {
    assert.equal(actual, dayOf(expected), where);
  } else if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual), `${where} is no list`);
    assert.equal(actual.length, expected.length, `the length of ${where}`);
    const areTexts = expected.every((item) => typeof item === 'string');
    const [found, wanted] = areTexts ? [[...actual].sort(), [...expected].sort()] : [actual, expected];
    for (const [index, item] of wanted.entries()) assertSame(found[index], item, names, `${where}.${index}`);
  } else if (typeof expected === 'object' && expected !== null) {
    assert.ok(typeof actual === 'object' && actual !== null, `${where} is no object`);
    const members = Object.entries(actual).filter(
      ([name, value]) => Object.hasOwn(expected, name) || !isEmpty(value),
    );
    assert.deepEqual(members.map(([name]) => name).sort(), Object.keys(expected).sort(), where);
    for (const [name, value] of members)
      assertSame(value, (expected as Record<string, unknown>)[name], names, `${where}.${name}`);
  } else {
    assert.deepEqual(actual, expected, where);
  }
}

function assertSameText(actual: unknown, expected: string, names: Names, where: string): void {
  if (anything.test(expected)) {
    assert.ok(actual !== undefined && actual !== '', `${where} is missing`);
  } else if (uuid.test(expected) && !names.has(expected)) {
    assert.match(String(actual), /^[0-9a-f-]{36}$/, where);
    names.set(expected, String(actual));
  } else {
    assert.equal(actual, names.get(expected) ?? expected, where);
  }
}

const isDay = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length === 3 && value.every(Number.isInteger) && value[0] > 1900;
const dayOf = (parts: number[]): string => parts.map((part) => String(part).padStart(2, '0')).join('-');
const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
const cents = (amount: number): Decimal => new Decimal(amount).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
