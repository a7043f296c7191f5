import { type Reader, type Writer, wire } from './bytes.ts';
import type { Codec } from './codec-type.ts';
import { ValueError } from './errors.ts';
import type { BaseType } from './model.ts';

const show = (value: unknown): string => {
  if (typeof value === 'bigint') return `${value}n`;
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 50 ? `${text.slice(0, 50)}…` : text;
};

function integer(
  bits: 8 | 16 | 32,
  type: number,
  write: (to: Writer, value: number) => void,
  read: (from: Reader) => number,
): Codec {
  const limit = 2 ** (bits - 1);
  const check = (value: unknown): number => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit)
      return value;
    throw new ValueError(`${show(value)} is not a whole number of ${bits} bits`);
  };
  return {
    wire: type,
    write: (to, value) => write(to, check(value)),
    read,
    toJson: check,
    fromJson: check,
    zero: () => 0,
  };
}

const largest = 2n ** 63n;

function i64(value: unknown): bigint {
  if (typeof value === 'bigint' && value >= -largest && value < largest) return value;
  throw new ValueError(`${show(value)} is not a bigint of 64 bits`);
}

function readI64(json: unknown): bigint {
  if (typeof json === 'number' && Number.isSafeInteger(json)) return BigInt(json);
  if (typeof json === 'string' && /^-?\d{1,19}$/.test(json)) return i64(BigInt(json));
  throw new ValueError(`${show(json)} is not a whole number of 64 bits as decimal text`);
}

function string(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new ValueError(`expected a text, found ${show(value)}`);
}

function bool(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new ValueError(`expected true or false, found ${show(value)}`);
}

function double(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new ValueError(`expected a number, found ${show(value)}`);
}

function bytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new ValueError(`expected bytes, found ${show(value)}`);
}

const special = new Set(['NaN', 'Infinity', '-Infinity']);

/** The codecs of the base types. In JSON an i64 is decimal text, binary is base64, NaN and the infinities are texts. */
export const baseCodecs: Record<BaseType, Codec> = {
  bool: {
    wire: wire.bool,
    write: (to, value) => to.i8(bool(value) ? 1 : 0),
    read: (from) => from.i8() !== 0,
    toJson: bool,
    fromJson: bool,
    zero: () => false,
  },
  i8: integer(
    8,
    wire.i8,
    (to, value) => to.i8(value),
    (from) => from.i8(),
  ),
  i16: integer(
    16,
    wire.i16,
    (to, value) => to.i16(value),
    (from) => from.i16(),
  ),
  i32: integer(
    32,
    wire.i32,
    (to, value) => to.i32(value),
    (from) => from.i32(),
  ),
  i64: {
    wire: wire.i64,
    write: (to, value) => to.i64(i64(value)),
    read: (from) => from.i64(),
    toJson: (value) => i64(value).toString(),
    fromJson: readI64,
    zero: () => 0n,
  },
  double: {
    wire: wire.double,
    write: (to, value) => to.double(double(value)),
    read: (from) => from.double(),
    toJson: (value) => (Number.isFinite(double(value)) && !Object.is(value, -0) ? value : named(value)),
    fromJson: (json) =>
      typeof json === 'string' && (special.has(json) || json === '-0') ? Number(json) : double(json),
    zero: () => 0,
  },
  string: {
    wire: wire.string,
    write: (to, value) => to.string(string(value)),
    read: (from) => from.string(),
    toJson: string,
    fromJson: string,
    zero: () => '',
  },
  binary: {
    wire: wire.string,
    write: (to, value) => to.binary(bytes(value)),
    read: (from) => from.binary(),
    toJson: (value) => Buffer.from(bytes(value)).toString('base64'),
    fromJson(json) {
      const text = string(json);
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new ValueError('expected base64');
      return Buffer.from(text, 'base64');
    },
    zero: () => Buffer.alloc(0),
  },
};

const named = (value: unknown): string => (Object.is(value, -0) ? '-0' : String(value));
