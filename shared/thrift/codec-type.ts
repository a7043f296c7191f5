import type { Reader, Writer } from './bytes.ts';

/** Encodes the values of a type in Thrift's binary protocol and as JSON values. Every function throws `ValueError` for a value of another type. */
export interface Codec {
  wire: number;
  write(to: Writer, value: unknown): void;
  read(from: Reader): unknown;
  toJson(value: unknown): unknown;
  fromJson(json: unknown): unknown;
  /** The value of a missing field. */
  zero(): unknown;
}
