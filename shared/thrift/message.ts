import { Reader, type Writer, wire } from './bytes.ts';
import { ApplicationError, ValueError } from './errors.ts';

/** The kinds of a message. */
export const messageTypes = { call: 1, reply: 2, exception: 3, oneway: 4 } as const;

/** The header of a message. */
export interface MessageHead {
  type: number;
  name: string;
  seqid: number;
}

/** The longest frame that is accepted, in bytes: the limit of Thrift's own libraries. */
export const longestFrame = 16_384_000;

const version = 0x8001_0000 | 0;

/** Writes a frame: its length, the header, and the bytes that `body` writes. Returns a buffer of its own. */
export function frameOf(
  writer: Writer,
  { type, name, seqid }: MessageHead,
  body: (to: Writer) => void,
): Buffer {
  writer.reset();
  writer.i32(0);
  writer.i32(version | type);
  writer.string(name);
  writer.i32(seqid);
  body(writer);
  writer.patchI32(0, writer.length - 4);
  return Buffer.from(writer.done());
}

/** Reads the header of a message that comes without its length. Throws `ValueError` for anything but strict binary Thrift. */
export function readMessage(bytes: Buffer): { head: MessageHead; body: Reader } {
  const body = new Reader(bytes);
  const first = body.i32();
  if ((first & 0xffff_0000) !== version)
    throw new ValueError(
      'this is not the strict binary protocol of Thrift; use TBinaryProtocol in TFramedTransport',
    );
  const name = body.string();
  return { head: { type: first & 0xff, name, seqid: body.i32() }, body };
}

/** Writes a TApplicationException. */
export function writeApplicationError(to: Writer, { message, type }: ApplicationError): void {
  to.field(wire.string, 1);
  to.string(message);
  to.field(wire.i32, 2);
  to.i32(type);
  to.i8(wire.stop);
}

/** Reads a TApplicationException. */
export function readApplicationError(from: Reader): ApplicationError {
  let message = 'the service has failed';
  let type = 0;
  for (let found = from.i8(); found !== wire.stop; found = from.i8()) {
    const id = from.i16();
    if (id === 1 && found === wire.string) message = from.string();
    else if (id === 2 && found === wire.i32) type = from.i32();
    else from.skip(found);
  }
  return new ApplicationError(type, message);
}

/**
 * Splits the chunks of a stream into frames and passes each on without its length. Throws `ValueError` for an impossible length,
 * after which the rest of the stream is unreadable.
 */
export function thriftFrames(receive: (frame: Buffer) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  let wanted = 4;
  return (chunk) => {
    parts.push(chunk);
    length += chunk.length;
    if (length < wanted) return;
    const all = parts.length === 1 ? chunk : Buffer.concat(parts, length);
    let at = 0;
    for (;;) {
      wanted = 4;
      if (all.length - at < 4) break;
      const size = all.readInt32BE(at);
      if (size < 0 || size > longestFrame)
        throw new ValueError(`a frame of ${size} bytes is announced, the limit is ${longestFrame}`);
      wanted = 4 + size;
      if (all.length - at < wanted) break;
      receive(all.subarray(at + 4, at + wanted));
      at += wanted;
    }
    parts = at === all.length ? [] : [all.subarray(at)];
    length = all.length - at;
  };
}
