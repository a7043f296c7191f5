import { errorKinds, type ServiceError } from '../errors.ts';
import { Reader, type Writer, wire } from './bytes.ts';
import { type ApplicationError, errorOf, type Failure, ValueError } from './errors.ts';

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

/** Writes a failure as a TApplicationException, with its kind as a third field. */
export function writeFailure(to: Writer, { message, type, kind }: Failure): void {
  to.field(wire.string, 1);
  to.string(message);
  to.field(wire.i32, 2);
  to.i32(type);
  if (kind !== undefined) {
    to.field(wire.string, 3);
    to.string(kind);
  }
  to.i8(wire.stop);
}

/** Reads a TApplicationException as the error that a caller throws. */
export function readFailure(from: Reader): ApplicationError | ServiceError {
  const failure: Failure = { type: 0, message: 'the service has failed' };
  for (let found = from.i8(); found !== wire.stop; found = from.i8()) {
    const id = from.i16();
    if (id === 1 && found === wire.string) failure.message = from.string();
    else if (id === 2 && found === wire.i32) failure.type = from.i32();
    else if (id === 3 && found === wire.string) Object.assign(failure, kindNamed(from.string()));
    else from.skip(found);
  }
  return errorOf(failure);
}

/** The kind of a failure; nothing for a text that is none, which another service may have sent. */
function kindNamed(text: string): Pick<Failure, 'kind'> {
  const kind = errorKinds.find((each) => each === text);
  return kind === undefined ? {} : { kind };
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
