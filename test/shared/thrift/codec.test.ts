import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reader, Writer } from '#shared/thrift/bytes';
import { codecsOf } from '#shared/thrift/codec';
import type { Codec } from '#shared/thrift/codec-type';
import { ValueError } from '#shared/thrift/errors';
import type { Type } from '#shared/thrift/model';
import { everything, model } from './rich.ts';

const codecs = codecsOf(model);
const whole = codecs.of({ ref: 'Everything' });

function overBinary(codec: Codec, value: unknown): unknown {
  const writer = new Writer();
  codec.write(writer, value);
  const reader = new Reader(Buffer.from(writer.done()));
  const read = codec.read(reader);
  assert.equal(reader.left, 0);
  return read;
}

const overJson = (codec: Codec, value: unknown): unknown =>
  codec.fromJson(JSON.parse(JSON.stringify(codec.toJson(value))));

test('every type comes back the same, over both wires', () => {
  assert.deepEqual(overBinary(whole, everything), everything);
  assert.deepEqual(overJson(whole, everything), everything);
});

test('JSON keeps what JSON has not: 64 bits, bytes, NaN, minus zero, keys of any type', () => {
  const json = whole.toJson(everything) as Record<string, unknown>;
  assert.equal(json.large, '-9223372036854775808');
  assert.equal(json.bytes, 'AP8KDSI=');
  assert.equal(json.real, '-Infinity');
  assert.deepEqual(json.by_number, { '9007199254740993': 'beyond doubles' });
  assert.deepEqual(json.by_leaf, [[{ name: 'key' }, 5]]);
  assert.ok(Object.is((overJson(whole, everything) as typeof everything).shared_one.how_much, -0));
  assert.ok(Number.isNaN(overJson(codecs.of('double'), Number.NaN)));
});

test('i64 takes decimal texts and safe numbers, and an enum the name of a member', () => {
  assert.equal(codecs.of('i64').fromJson(5), 5n);
  assert.equal(codecs.of('i64').fromJson('-5'), -5n);
  assert.equal(codecs.of({ ref: 'Colour' }).fromJson('GREEN'), 2);
});

test('a missing field gets its value from the IDL or the zero of its type, an optional one stays away', () => {
  const filled = whole.fromJson({
    leaf: { name: 'x' },
    either: { number: 1 },
  }) as Record<string, unknown>;
  assert.deepEqual(
    [filled.preset, filled.preset_colour, filled.maybe, filled.large, filled.text, filled.numbers],
    [42, 2, undefined, 0n, '', []],
  );
  assert.deepEqual(filled.by_name, new Map());
  assert.deepEqual(filled.shared_one, { what: '', how_much: 0 });
});

test('fields that nobody knows are left out', () => {
  const more = codecs.ofFields('more', [
    { id: 1, name: 'name', type: 'string', need: 'default' },
    { id: 9, name: 'extra', type: { map: ['string', { list: { ref: 'Leaf' } }] }, need: 'default' },
  ]);
  const writer = new Writer();
  more.write(writer, { name: 'n', extra: new Map([['k', [{ name: 'x' }]]]) });
  assert.deepEqual(codecs.of({ ref: 'Leaf' }).read(new Reader(Buffer.from(writer.done()))), { name: 'n' });
  assert.deepEqual(codecs.of({ ref: 'Leaf' }).fromJson({ name: 'n', extra: 1 }), { name: 'n' });
});

const wrong: [type: Type, value: unknown, words: RegExp][] = [
  ['i32', 2147483648, /2147483648 is not a whole number of 32 bits/],
  ['i32', 1.5, /1\.5 is not/],
  ['i8', 128, /8 bits/],
  ['i64', 1, /not a bigint/],
  ['i64', 2n ** 63n, /not a bigint of 64 bits/],
  ['string', 5, /expected a text/],
  ['bool', 1, /expected true or false/],
  ['binary', 'text', /expected bytes/],
  [{ list: 'i32' }, { 0: 1 }, /expected an array/],
  [{ list: { list: 'i32' } }, [[1], [2, 'x']], /^\[1\]\[1\]: "x" is not/],
  [{ set: { ref: 'Leaf' } }, [{ name: 'a' }, { name: 'a' }], /in the set twice/],
  [{ map: ['string', 'i32'] }, { a: 1 }, /expected a Map/],
  [{ ref: 'Leaf' }, {}, /Leaf has no name/],
  [{ ref: 'Either' }, {}, /Either has 0 members/],
  [{ ref: 'Either' }, { number: 1, text: 'x' }, /Either has 2 members/],
  [
    { ref: 'Tree' },
    { label: 'a', children: [{ label: 5, children: [] }] },
    /^children\[0\]\.label: expected a text/,
  ],
];

for (const [type, value, words] of wrong) {
  test(`a value of the wrong type is refused with its place: ${JSON.stringify(type)} ${words}`, () => {
    const codec = codecs.of(type);
    const refused = (error: unknown): boolean => error instanceof ValueError && words.test(error.message);
    assert.throws(() => codec.toJson(value), refused);
    assert.throws(() => codec.write(new Writer(), value), refused);
  });
}

test('JSON of the wrong shape is refused with its place', () => {
  assert.throws(() => whole.fromJson({ leaf: { weight: 1 } }), /leaf: Leaf has no name, which is required/);
  assert.throws(() => whole.fromJson({ by_number: { x: 'y' } }), /by_number.*"x" is not a whole number/);
  assert.throws(() => whole.fromJson({ bytes: '!' }), /bytes: expected base64/);
  assert.throws(() => whole.fromJson({ large: '99999999999999999999' }), /large/);
  assert.throws(() => codecs.of({ ref: 'Colour' }).fromJson('MAUVE'), /no member "MAUVE"/);
});

test('bytes that end early, announce too much or nest too deep are a clear error, at every length', () => {
  const writer = new Writer();
  whole.write(writer, everything);
  const bytes = Buffer.from(writer.done());
  for (let length = 0; length < bytes.length; length += 1) {
    assert.throws(() => whole.read(new Reader(bytes.subarray(0, length))), ValueError, `cut at ${length}`);
  }
  const list = Buffer.from([8, 0x7f, 0xff, 0xff, 0xff]);
  assert.throws(() => codecs.of({ list: 'i32' }).read(new Reader(list)), /announces 2147483647 elements/);
  assert.throws(
    () => codecs.of('string').read(new Reader(Buffer.from([0xff, 0xff, 0xff, 0xff]))),
    ValueError,
  );
  const nested = Buffer.concat([
    ...Array.from({ length: 500 }, () => Buffer.from([12, 0, 3])),
    Buffer.from([0]),
  ]);
  assert.throws(() => codecs.of({ ref: 'Tree' }).read(new Reader(nested)), /nested deeper/);
});

test('random bytes and random changes are read or refused, and nothing else', () => {
  let seed = 12345;
  const random = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const writer = new Writer();
  whole.write(writer, everything);
  const good = Buffer.from(writer.done());
  for (let round = 0; round < 20_000; round += 1) {
    const bytes = Buffer.from(good);
    for (let change = random(4); change >= 0; change -= 1) bytes[random(bytes.length)] = random(256);
    try {
      whole.read(new Reader(bytes));
    } catch (error) {
      assert.ok(error instanceof ValueError, String(error));
    }
  }
});
