import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { isKind, ServiceError } from '#shared/errors';
import { blameSystem, parse, parseJson } from '#shared/parse';

const order = z.object({
  id: z.string('must be a text'),
  items: z.array(z.object({ qty: z.int('must be a whole number') }), 'must be a list'),
  password: z.string().min(8, 'must have 8 letters').default('long enough'),
});

const payment = z.discriminatedUnion('type', [
  z.object({ type: z.literal('card'), number: z.string() }),
  z.object({ type: z.enum(['cash', 'cheque']) }),
]);

const thrown = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new assert.AssertionError({ message: 'nothing was thrown' });
};

describe('a value from outside', () => {
  it('comes as its schema says, with defaults, and without what the schema does not name', () => {
    const read = parse(order, { id: 'a', items: [{ qty: 1, extra: true }] }, 'body');
    assert.deepEqual(read, { id: 'a', items: [{ qty: 1 }], password: 'long enough' });
  });

  it('is refused with each place and what is expected there', () => {
    const error = thrown(() => parse(order, { items: [{ qty: 1 }, { qty: '2' }] }, 'body'));
    assert.ok(isKind(error, 'invalid'));
    assert.equal(error.message, 'id: must be a text; items.1.qty: must be a whole number');
  });

  const wrong: [schema: z.ZodType, value: unknown, words: string][] = [
    [z.object({ id: z.string() }), {}, 'id: is missing'],
    [z.object({ id: z.enum(['a', 'b']) }), {}, 'id: is missing'],
    [z.string(), null, 'body: must be a string, not null'],
    [z.int(), 'x', 'body: must be a number, not a string'],
    [z.number(), JSON.parse('1e999'), 'body: must be a finite number'],
    [z.int(), 1.5, 'body: must be a whole number'],
    [z.enum(['a', 'b']), 'c', 'body: must be one of "a", "b"'],
    [z.literal(1), 2, 'body: must be 1'],
    [z.string().min(1), '', 'body: must have at least 1 character'],
    [z.array(z.string()).max(2), ['', '', ''], 'body: must have at most 2 entries'],
    [z.number().min(1), 0, 'body: must be at least 1'],
    [z.number().lt(3), 3, 'body: must be less than 3'],
    [z.union([z.string(), z.number()]), [], 'body: is of none of the kinds that are allowed'],
    [payment, { type: 'coin' }, 'type: must be one of "card", "cash", "cheque"'],
    [payment, { type: 1 }, 'type: must be one of "card", "cash", "cheque"'],
    [payment, {}, 'type: is missing, and must be one of "card", "cash", "cheque"'],
    [payment, { type: 'card' }, 'number: is missing'],
    [payment, 'card', 'body: must be an object, not a string'],
    [
      z.object({ payment }),
      { payment: {} },
      'payment.type: is missing, and must be one of "card", "cash", "cheque"',
    ],
    [z.number('must be a price'), 'x', 'body: must be a price'],
  ];
  for (const [schema, value, words] of wrong)
    it(`is refused in plain words: ${words}`, () => {
      assert.equal(thrown(() => parse(schema, value, 'body')).message, words);
    });

  it('is named where it is wrong as a whole', () => {
    assert.match(thrown(() => parse(order, 'x', 'body')).message, /^body: must be an object, not a string$/);
    assert.equal(thrown(() => parseJson(order, '{"id":', 'body')).message, 'body: must be JSON');
  });

  it('is not repeated in the error, whether it is JSON or not', () => {
    const secrets = ['{"id":1,"items":[],"password":"hunter2"}', '{"password":"hunter2"', 'hunter2'];
    for (const text of secrets) {
      const error = thrown(() => parseJson(order, text, 'body'));
      assert.ok(error.message.length > 0);
      assert.doesNotMatch(JSON.stringify([error.message, error.stack, String(error.cause)]), /hunter2/);
    }
  });

  it('is told of the first problems only, where there are very many', () => {
    const items = Array.from({ length: 5000 }, () => ({ qty: 'x' }));
    const { message } = thrown(() => parse(order, { id: 'a', items }, 'body'));
    assert.ok(message.length < 1000, message);
    assert.match(message, /; 4990 more$/);
    const name = 'x'.repeat(50_000);
    const long = thrown(() => parse(z.strictObject({}), { [name]: 1 }, 'body'));
    assert.ok(long.message.length < 1000);
  });
});

describe('a value of our own system', () => {
  it('is no fault of the caller, and the error says what cannot be read', () => {
    const broken = ['{"id":1,"items":[]}', 'hunter2', '[]'];
    for (const text of broken) {
      const error = thrown(() => parseJson(order, text, 'the order in Redis', blameSystem));
      assert.ok(!(error instanceof ServiceError));
      assert.match(error.message, /^cannot read the order in Redis: /);
      assert.doesNotMatch(error.message, /hunter2/);
    }
  });
});

describe('whoever is to blame', () => {
  it('may be told in words of their own', () => {
    const error = thrown(() => parse(order, {}, 'body', () => new RangeError('insufficient data')));
    assert.ok(error instanceof RangeError);
    assert.equal(error.message, 'insufficient data');
  });
});
