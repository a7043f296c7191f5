import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { typescriptOf } from '#shared/thrift/generate';
import { parseIdl } from '#shared/thrift/idl/parse';
import { IdlError } from '#shared/thrift/idl/tokens';
import { methodsOf } from '#shared/thrift/model';

const here = import.meta.dirname;
const parse = (source: string) => parseIdl('test.thrift', () => source);

test('an IDL with everything in it is read whole', () => {
  const model = parseIdl(join(here, 'rich.thrift'));
  assert.deepEqual(model.enums.Colour, { RED: 1, GREEN: 2, BLUE: 16 });
  assert.deepEqual(model.constants.LARGE, { type: 'i64', value: '9223372036854775807' });
  assert.deepEqual(model.constants.FAVOURITE?.value, 16);
  assert.deepEqual(model.constants.TABLE?.value, [
    ['a', [1, 2]],
    ['b', []],
  ]);
  const fields = Object.fromEntries(
    (model.structs.Everything?.fields ?? []).map((field) => [field.name, field]),
  );
  assert.equal(fields.tiny?.type, 'i8');
  assert.deepEqual(fields.nested?.type, { list: { list: { ref: 'Leaf' } } });
  assert.deepEqual(fields.ids?.type, { list: 'i64' });
  assert.deepEqual(fields.shared_one?.type, { ref: 'rich_base.Shared' });
  assert.deepEqual([fields.preset?.value, fields.preset_colour?.value], [42, 2]);
  assert.equal(fields.last?.id, 32767);
  assert.equal(model.structs.Either?.kind, 'union');
  assert.deepEqual(Object.keys(methodsOf(model, 'Rich')), [
    'ping',
    'echo',
    'nothing',
    'forget',
    'fail',
    'trees',
  ]);
  assert.equal(model.services.Rich?.methods.forget?.oneway, true);
});

const mistakes: [source: string, place: string, words: RegExp][] = [
  ['struct A {\n  1: strin name\n}', '2:6', /no type strin/],
  ['struct A {\n  1: i32 a\n  1: i32 b\n}', '3:3', /1 is taken by a/],
  ['struct A {\n  1: i32 a\n  2: i32 a\n}', '3:10', /a field a already/],
  ['struct A { 0: i32 a }', '1:12', /1 to 32767/],
  ['struct A { i32 a }', '1:12', /number of a field/],
  ['struct A {\n  1: list<i32 a\n}', '2:15', /expected '>'/],
  ['struct A {}\nstruct A {}', '2:8', /an? A already/],
  ['enum E { A, A }', '1:13', /a member A already/],
  ['service S { oneway i32 f() }', '1:24', /oneway/],
  ['service S { void f() throws (1: i32 no) }', '1:30', /not an exception/],
  ['service S extends T {}', '1:9', /no service T/],
  ['const i32 N = "one"', '1:15', /expected i32/],
  ['const i32 N = 1.5', '1:15', /whole number/],
  ['/* never ends', '1:1', /not closed/],
  ['struct A { 1: string s = "open }', '1:26', /not closed/],
  ['nonsense', '1:1', /expected a declaration/],
  ['struct A { 1: i32 a ', '1:21', /the end of the file/],
  ['typedef B A\ntypedef A B', '1:9', /leads to itself/],
  ['struct A { 1: i32 a $ }', '1:21', /no meaning/],
];

for (const [source, place, words] of mistakes) {
  test(`a mistake is named with its place: ${JSON.stringify(source)}`, () => {
    assert.throws(
      () => parse(source),
      (error) =>
        error instanceof IdlError &&
        error.message.startsWith(`test.thrift:${place}: `) &&
        words.test(error.message),
      `${place} ${words}`,
    );
  });
}

test('a file that cannot be included is named where it is included', () => {
  const read = (path: string): string => {
    if (path === 'main.thrift') return '\ninclude "gone.thrift"';
    throw new Error('no such file');
  };
  assert.throws(() => parseIdl('main.thrift', read), /main\.thrift:2:9: gone\.thrift cannot be read/);
  assert.throws(() => parseIdl('a.thrift', () => 'include "a.thrift"'), /includes this file/);
});

test("the Social Network's types are those of its IDL", () => {
  const path = join(here, '..', '..', '..', 'apps', 'social-network', 'social-network.thrift');
  const made = typescriptOf(parseIdl(path), 'social-network.thrift');
  const kept = readFileSync(path.replace(/\.thrift$/, '.ts'), 'utf8');
  const plain = (text: string): string => text.replace(/[\s,;'"]+/g, '').replaceAll('(|', '(');
  assert.equal(plain(kept), plain(made), 'run `npm run thrift -- apps/social-network/social-network.thrift`');
});
