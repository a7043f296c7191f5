import assert from 'node:assert/strict';

/** A recorded answer; parts of the body may be masked, or functions that assert. */
export interface Answer {
  status: number;
  contentType: string;
  body: unknown;
}

/** What stands for a part that is another one each time. */
const masks: Record<string, (value: unknown) => void> = {
  '<id>': (value) => assert.match(String(value), /^[0-9a-f]{24}$/),
  '<uuid>': (value) => assert.match(String(value), /^[0-9a-f-]{36}$/),
  '<text>': isText,
  '<ms>': (value) => assert.ok(!Number.isNaN(new Date(String(value)).getTime())),
  "<the framework's default error page>": isText,
};

/** Members that change while the shop is used. */
const changing: Record<string, (value: unknown) => void> = { instock: isNumber };

/** Asserts that a body is the recorded one, its masked parts excepted. */
export function assertSame(actual: unknown, expected: unknown, where = 'body'): void {
  if (typeof expected === 'function') {
    expected(actual);
  } else if (typeof expected === 'string' && expected in masks) {
    masks[expected]?.(actual);
  } else if (typeof expected === 'object' && expected !== null) {
    assert.deepEqual(Object.keys(Object(actual)).sort(), Object.keys(expected).sort(), where);
    for (const [name, value] of Object.entries(expected)) {
      assertSame(Object(actual)[name], changing[name] ?? value, `${where}.${name}`);
    }
  } else {
    assert.deepEqual(actual, expected, where);
  }
}

/** Asserts a text that is not empty. */
export function isText(value: unknown): void {
  assert.ok(typeof value === 'string' && value !== '', `a text instead of ${JSON.stringify(value)}`);
}

/** Asserts a number of at least 0. */
export function isNumber(value: unknown): void {
  assert.ok(typeof value === 'number' && value >= 0, `a number instead of ${JSON.stringify(value)}`);
}
