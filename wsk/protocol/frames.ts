import { constants } from 'node:buffer';
import type { Duplex } from 'node:stream';

/** A message on a local socket: a head of JSON and a body of bytes. A reply has the id of its request. */
export interface Frame {
  id: number;
  head: string;
  body: Buffer;
}

const prefixBytes = 12;
/** The maximum size of a frame, because its text must fit into a string. More bytes mean that the peer does not send frames. */
const maxBytes = constants.MAX_STRING_LENGTH;

/** Encodes a frame: three 32-bit numbers (length of the head, length of the body, id), then head and body. */
export function frame(id: number, head: string, body: string | Buffer): Buffer {
  const headLength = Buffer.byteLength(head);
  const bodyLength = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const bytes = Buffer.allocUnsafe(prefixBytes + headLength + bodyLength);
  bytes.writeUInt32LE(headLength, 0);
  bytes.writeUInt32LE(bodyLength, 4);
  bytes.writeUInt32LE(id, 8);
  bytes.write(head, prefixBytes);
  if (typeof body === 'string') bytes.write(body, prefixBytes + headLength);
  else body.copy(bytes, prefixBytes + headLength);
  return bytes;
}

/** Returns a function that accepts the chunks of a stream and passes each complete frame to `receive`. */
export function frameReader(receive: (frame: Frame) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  let needed = prefixBytes;
  return (chunk) => {
    parts.push(chunk);
    length += chunk.length;
    if (length < needed) return;
    const all = parts.length === 1 ? chunk : Buffer.concat(parts, length);
    let at = 0;
    for (;;) {
      needed = prefixBytes;
      if (all.length - at < prefixBytes) break;
      const headEnd = at + prefixBytes + all.readUInt32LE(at);
      const end = headEnd + all.readUInt32LE(at + 4);
      needed = end - at;
      if (needed > maxBytes) throw new Error(`a message of ${needed} bytes is too long`);
      if (end > all.length) break;
      const id = all.readUInt32LE(at + 8);
      receive({
        id,
        head: all.toString('utf8', at + prefixBytes, headEnd),
        body: all.subarray(headEnd, end),
      });
      at = end;
    }
    parts = at === all.length ? [] : [all.subarray(at)];
    length = all.length - at;
  };
}

/** Passes the frames that arrive on a socket to `receive`. Bytes that are not a frame end the connection only. */
export function readFrames(socket: Duplex, receive: (frame: Frame) => void): void {
  const read = frameReader(receive);
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk);
    } catch (error) {
      socket.destroy(new Error(`unreadable: ${(error as Error).message}`));
    }
  });
}

/** The maximum number of frames in one write. With more, the peer would idle while it could already handle the first ones. */
const maxBatch = 4;

/**
 * Returns a function that writes to a socket and combines the frames of one turn of the event loop into few writes. Each write wakes
 * the peer process, which costs more than encoding and copying the frames.
 */
export function batchedWriter(socket: { write(bytes: Buffer): unknown }): (bytes: Buffer) => void {
  let batch: Buffer[] = [];
  const flush = (): void => {
    if (batch.length === 0) return;
    const all = batch.length === 1 ? (batch[0] as Buffer) : Buffer.concat(batch);
    batch = [];
    socket.write(all);
  };
  return (bytes) => {
    const waiting = batch.push(bytes);
    if (waiting === maxBatch) flush();
    else if (waiting === 1) setImmediate(flush);
  };
}
