import type { Reader, Writer } from './bytes.ts';

/** How a type travels: in Thrift's binary protocol, and as JSON values. All throw `ValueError` for what is not of the type. */
export interface Codec {
  wire: number;
  write(to: Writer, value: unknown): void;
  read(from: Reader): unknown;
  toJson(value: unknown): unknown;
  fromJson(json: unknown): unknown;
  /** What stands for a missing value. */
  zero(): unknown;
}
