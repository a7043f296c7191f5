import assert from 'node:assert/strict';
import { ObjectId } from 'mongodb';
import type { Names } from './names.ts';

/** Asserts that a value is the recorded one, with the names of the recording. `where` is the place of the value in errors. */
export function assertSame(actual: unknown, expected: unknown, names: Names, where = 'body'): void {
  if (typeof expected === 'string') assertText(actual, expected, names, where);
  else if (Array.isArray(expected)) assertList(actual, expected, names, where);
  else if (typeof expected === 'object' && expected !== null) assertObject(actual, expected, names, where);
  else assert.equal(actual, expected, where);
}

/** Asserts that a date is a recorded one, or so many days ahead. */
function assertDate(actual: Date, expected: string, where: string): void {
  if (times.includes(expected)) return;
  const days = /^<iso \+(\d+) d>$/.exec(expected)?.[1];
  if (days === undefined) assert.equal(actual.toISOString().slice(0, 19), expected.slice(0, 19), where);
  else assert.equal(Math.round((actual.getTime() - Date.now()) / 86_400_000), Number(days), where);
}

/** What stands for a time that is another one each time. */
const times = ['<ms>', '<iso>', '<ms as text>'];

function assertText(actual: unknown, expected: string, names: Names, where: string): void {
  if (times.includes(expected)) assertTime(actual, where);
  else if (expected === '<words>') assert.equal(typeof actual, 'string', where);
  else if (expected.startsWith('<source>')) assert.match(String(actual), /^.+:.+:.+-\d+$/, where);
  else if (expected.startsWith('<iso +')) assertDate(new Date(String(actual)), expected, where);
  else if (['<n>', '<s>'].includes(expected)) assert.equal(typeof actual, 'number', where);
  else if (expected.startsWith('<clsi>'))
    assert.ok(String(actual).endsWith(names.valueOf(expected.slice(6))), where);
  else if (expected.startsWith('$')) names.bind(expected, actual, where);
  else assert.equal(actual, names.valueOf(expected), where);
}

function assertTime(actual: unknown, where: string): void {
  const time = typeof actual === 'string' && /^\d+$/.test(actual) ? Number(actual) : actual;
  const isTime = !Number.isNaN(new Date(time as string).getTime());
  assert.ok(isTime, `${where} is a time instead of ${JSON.stringify(actual)}`);
}

function assertList(actual: unknown, expected: unknown[], names: Names, where: string): void {
  assert.ok(Array.isArray(actual), `${where} is a list`);
  assert.equal(actual.length, expected.length, `members of ${where}: ${JSON.stringify(actual)}`);
  for (const [index, each] of expected.entries())
    assertSame(actual[index], each, names, `${where}[${index}]`);
}

function assertObject(actual: unknown, expected: object, names: Names, where: string): void {
  const { $oid, $date, $repeat } = expected as { $oid?: string; $date?: string; $repeat?: unknown[] };
  if ($repeat !== undefined) {
    assert.equal(actual, names.filled(expected), where);
    return;
  }
  if ($oid !== undefined) {
    assert.ok(actual instanceof ObjectId, `${where} is an ObjectId`);
    names.bind($oid, actual.toHexString(), where);
    return;
  }
  if ($date !== undefined) {
    assert.ok(actual instanceof Date, `${where} is a date`);
    assertDate(actual, $date, where);
    return;
  }
  assert.ok(typeof actual === 'object' && actual !== null, `${where} is an object`);
  // A name has to have its value before a text that contains it is compared.
  const isName = (value: unknown): boolean => typeof value === 'string' && value.startsWith('$');
  const members = Object.entries(expected)
    .map(([name, value]) => [names.valueOf(name), value] as const)
    .sort(([, one], [, other]) => Number(isName(other)) - Number(isName(one)));
  assert.deepEqual(Object.keys(actual).sort(), members.map(([name]) => name).sort(), `members of ${where}`);
  // The original did not count the runs of LaTeX.
  for (const [name, value] of members.filter(([member]) => member !== 'stats'))
    assertSame((actual as Record<string, unknown>)[name], value, names, `${where}.${name}`);
}
