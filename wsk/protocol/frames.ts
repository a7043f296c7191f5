import { constants } from 'node:buffer';
import type { Duplex } from 'node:stream';

/** A message on a local socket: a head, which is JSON, and a body of bytes; an answer has the id of its question. */
export interface Frame {
  id: number;
  head: string;
  body: Buffer;
}

const prefix = 12;
/** Bytes a frame may have, since its text must fit a string: more can only be something that is no frame. */
const longest = constants.MAX_STRING_LENGTH;

/** The bytes of a frame: three numbers (length of the head, of the body, id), the head, the body. */
export function frame(id: number, head: string, body: string | Buffer): Buffer {
  const headLength = Buffer.byteLength(head);
  const bodyLength = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const bytes = Buffer.allocUnsafe(prefix + headLength + bodyLength);
  bytes.writeUInt32LE(headLength, 0);
  bytes.writeUInt32LE(bodyLength, 4);
  bytes.writeUInt32LE(id, 8);
  bytes.write(head, prefix);
  if (typeof body === 'string') bytes.write(body, prefix + headLength);
  else body.copy(bytes, prefix + headLength);
  return bytes;
}

/** Takes the chunks of a stream and hands on each frame when it is complete. */
export function frameReader(receive: (frame: Frame) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  let wanted = prefix;
  return (chunk) => {
    parts.push(chunk);
    length += chunk.length;
    if (length < wanted) return;
    const all = parts.length === 1 ? chunk : Buffer.concat(parts, length);
    let at = 0;
    for (;;) {
      wanted = prefix;
      if (all.length - at < prefix) break;
      const headEnd = at + prefix + all.readUInt32LE(at);
      const end = headEnd + all.readUInt32LE(at + 4);
      wanted = end - at;
      if (wanted > longest) throw new Error(`a message of ${wanted} bytes is too long`);
      if (end > all.length) break;
      const id = all.readUInt32LE(at + 8);
      receive({ id, head: all.toString('utf8', at + prefix, headEnd), body: all.subarray(headEnd, end) });
      at = end;
    }
    parts = at === all.length ? [] : [all.subarray(at)];
    length = all.length - at;
  };
}

/** Hands on the frames that come on a socket. What cannot be read ends the connection, and nothing else. */
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

/** Frames that are written together at most: more would let the other process wait where it could work at the same time. */
const together = 4;

/**
 * Writes to a socket what is sent within one turn of the event loop a few at once: each write wakes the other process,
 * which costs more than all the rest.
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
    if (waiting === together) flush();
    else if (waiting === 1) setImmediate(flush);
  };
}
