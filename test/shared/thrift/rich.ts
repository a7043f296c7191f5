import { join } from 'node:path';
import { DeclaredException } from '#shared/thrift/errors';
import { parseIdl } from '#shared/thrift/idl/parse';
import { serviceOf } from '#shared/thrift/service';

/** The model of the IDL that has everything. */
export const model = parseIdl(join(import.meta.dirname, 'rich.thrift'));

/** Its exceptions as classes. */
export class Bad extends DeclaredException<{ message: string; code: bigint }> {
  declare readonly code: bigint;
  constructor(fields: { message: string; code: bigint }) {
    super('Bad', fields);
  }
}
export class Worse extends DeclaredException<{ why: unknown }> {
  constructor(fields: { why: unknown }) {
    super('Worse', fields);
  }
}

/** Its service. */
export interface Rich {
  ping(args: { text: string }): Promise<string>;
  echo(args: { value: Record<string, unknown> }): Promise<Record<string, unknown>>;
  nothing(args: Record<string, never>): Promise<void>;
  forget(args: { what: string }): Promise<void>;
  fail(args: { how: number }): Promise<bigint>;
  trees(args: { trees: unknown[]; limit?: number }): Promise<unknown[]>;
}

export const RichService = serviceOf<Rich>(model, 'Rich', { Bad, Worse });

const leaf = (name: string, weight?: number) => (weight === undefined ? { name } : { name, weight });

/** A value of `Everything` with the extremes of each type. */
export const everything = {
  yes: true,
  tiny: -128,
  small: 32767,
  medium: -2147483648,
  large: -9223372036854775808n,
  real: Number.NEGATIVE_INFINITY,
  text: 'héllo \u{1F600} \0 "quoted"',
  bytes: Buffer.from([0, 255, 10, 13, 34]),
  colour: 77,
  leaf: leaf('one', -7),
  either: { leaf: leaf('in a union') },
  nested: [[leaf('a'), leaf('b', 0)], [], [leaf('c')]],
  numbers: [9223372036854775807n, 0n, -1n],
  words: ['one', 'two', ''],
  by_name: new Map([
    ['__proto__', 1],
    ['b', 2],
  ]),
  by_number: new Map([[9007199254740993n, 'beyond doubles']]),
  by_colour: new Map([
    [1, true],
    [16, false],
  ]),
  by_leaf: new Map([[leaf('key'), 5]]),
  deep: new Map([[true, [new Map([[-5, 0.1]])]]]),
  preset: 7,
  preset_colour: 16,
  ids: [1n],
  shared_one: { what: 'included', how_much: -0 },
  last: 9223372036854775807n,
};
