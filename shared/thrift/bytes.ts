import { ValueError } from './errors.ts';

/** Wire types of Thrift's binary protocol. */
export const wire = {
  stop: 0,
  bool: 2,
  i8: 3,
  double: 4,
  i16: 6,
  i32: 8,
  i64: 10,
  string: 11,
  struct: 12,
  map: 13,
  set: 14,
  list: 15,
} as const;

const deepest = 64;

/** Writes Thrift's binary protocol into one growing buffer. */
export class Writer {
  #bytes = Buffer.allocUnsafe(1024);
  #at = 0;

  /** The bytes written so far, valid until the writer is used again. */
  done(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  reset(): this {
    this.#at = 0;
    return this;
  }

  get length(): number {
    return this.#at;
  }

  /** Overwrites a number that was written before. */
  patchI32(at: number, value: number): void {
    this.#bytes.writeInt32BE(value, at);
  }

  #room(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, at + length));
      this.#bytes.copy(larger, 0, 0, at);
      this.#bytes = larger;
    }
    this.#at = at + length;
    return at;
  }

  i8(value: number): void {
    const at = this.#room(1);
    this.#bytes[at] = value;
  }

  i16(value: number): void {
    const at = this.#room(2);
    this.#bytes.writeInt16BE(value, at);
  }

  i32(value: number): void {
    const at = this.#room(4);
    this.#bytes.writeInt32BE(value, at);
  }

  i64(value: bigint): void {
    const at = this.#room(8);
    this.#bytes.writeBigInt64BE(value, at);
  }

  double(value: number): void {
    const at = this.#room(8);
    this.#bytes.writeDoubleBE(value, at);
  }

  /** The wire type and number before a field. */
  field(type: number, id: number): void {
    const at = this.#room(3);
    this.#bytes[at] = type;
    this.#bytes.writeInt16BE(id, at + 1);
  }

  string(value: string): void {
    const length = Buffer.byteLength(value);
    const at = this.#room(4 + length);
    this.#bytes.writeInt32BE(length, at);
    this.#bytes.write(value, at + 4);
  }

  binary(value: Uint8Array): void {
    const at = this.#room(4 + value.length);
    this.#bytes.writeInt32BE(value.length, at);
    this.#bytes.set(value, at + 4);
  }
}

/** Reads Thrift's binary protocol. Throws `ValueError` for bytes that end early or are not of the protocol. */
export class Reader {
  #bytes: Buffer;
  #at = 0;
  #depth = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  #advance(length: number): number {
    const at = this.#at;
    if (length < 0 || length > this.left)
      throw new ValueError(`the message ends early: ${length} bytes announced, ${this.left} there`);
    this.#at = at + length;
    return at;
  }

  i8(): number {
    return this.#bytes.readInt8(this.#advance(1));
  }

  i16(): number {
    return this.#bytes.readInt16BE(this.#advance(2));
  }

  i32(): number {
    return this.#bytes.readInt32BE(this.#advance(4));
  }

  i64(): bigint {
    return this.#bytes.readBigInt64BE(this.#advance(8));
  }

  double(): number {
    return this.#bytes.readDoubleBE(this.#advance(8));
  }

  string(): string {
    const length = this.i32();
    const at = this.#advance(length);
    return this.#bytes.toString('utf8', at, at + length);
  }

  /** A copy, so that the message is not kept alive. */
  binary(): Buffer {
    const length = this.i32();
    const at = this.#advance(length);
    return Buffer.from(this.#bytes.subarray(at, at + length));
  }

  /** The number of elements of a container, each of which has at least one byte. */
  size(): number {
    const size = this.i32();
    if (size < 0 || size > this.left)
      throw new ValueError(`a container announces ${size} elements, ${this.left} bytes are left`);
    return size;
  }

  /** Reads a nested value. Throws when values are nested too deeply. */
  within<Value>(read: () => Value): Value {
    if (this.#depth === deepest) throw new ValueError(`values are nested deeper than ${deepest}`);
    this.#depth += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  /** Skips a value of an unknown field. */
  skip(type: number): void {
    if (type === wire.bool || type === wire.i8) this.#advance(1);
    else if (type === wire.i16) this.#advance(2);
    else if (type === wire.i32) this.#advance(4);
    else if (type === wire.i64 || type === wire.double) this.#advance(8);
    else if (type === wire.string) this.#advance(this.i32());
    else this.within(() => this.#skipNested(type));
  }

  #skipNested(type: number): void {
    if (type === wire.struct) {
      for (let inner = this.i8(); inner !== wire.stop; inner = this.i8()) {
        this.i16();
        this.skip(inner);
      }
    } else if (type === wire.list || type === wire.set) {
      const inner = this.i8();
      for (let left = this.size(); left > 0; left -= 1) this.skip(inner);
    } else if (type === wire.map) {
      const [key, value] = [this.i8(), this.i8()];
      for (let left = this.size(); left > 0; left -= 1) {
        this.skip(key);
        this.skip(value);
      }
    } else throw new ValueError(`there is no wire type ${type}`);
  }
}
