import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A request that a client sends to its end before it reads the response. */
export interface Upload {
  /** The request line and further headers. */
  head: string;
  /** The bytes of the body. */
  bytes: number;
  /** How the end of the body is marked. */
  framing: 'content-length' | 'chunked';
  /** Whether the client waits for each piece to leave before it sends the next. */
  pace: 'fast' | 'slow';
  /** Whether the client asks for the connection to be closed, which lets a server close it while the client still sends. */
  connection: 'close' | 'keep-alive';
}

const piece = Buffer.alloc(64 * 1024, 'x');
const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);

/** The uploads of a request with bodies of 2 and 20 MB, of each framing, pace and kind of connection. */
export const uploads = (head: string): [title: string, upload: Upload][] =>
  [2_000_000, 20_000_000].flatMap((bytes) =>
    (['content-length', 'chunked'] as const).flatMap((framing) =>
      (['fast', 'slow'] as const).flatMap((pace) =>
        (['close', 'keep-alive'] as const).map((connection): [string, Upload] => [
          `${bytes / 1_000_000} MB, ${framing}, ${pace}, ${connection}`,
          { head, bytes, framing, pace, connection },
        ]),
      ),
    ),
  );

/** Sends a request to its end, and then reads what the server sent. Rejects when the server resets the connection before that. */
export async function send(url: string, { head, bytes, framing, pace, connection }: Upload): Promise<string> {
  const socket = await open(url);
  socket.pause();
  const length = framing === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${bytes}`;
  socket.write(`${head}\r\nHost: test\r\nConnection: ${connection}\r\n${length}\r\n\r\n`);
  let written: Promise<unknown> = Promise.resolve();
  for (let left = bytes; left > 0; left -= piece.length) {
    const part = framing === 'chunked' ? chunk : piece.subarray(0, left);
    written = new Promise<void>((resolve, reject) => {
      socket.write(part, (error) => (error ? reject(error) : resolve()));
    });
    if (pace === 'slow') await written;
    else written.catch(() => {});
  }
  await written;
  if (framing === 'chunked') socket.write('0\r\n\r\n');
  const response = readResponse(socket);
  socket.resume();
  return response.finally(() => socket.destroy());
}

/** Sends a request whose body has no end; resolves when the server closes the connection, with the response and the bytes sent. */
export async function sendEndlessly(url: string, head: string): Promise<{ response: string; sent: number }> {
  const socket = await open(url);
  const response = readResponse(socket);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`${head}\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n`);
  while (!socket.destroyed) {
    const sent = new Promise((resolve) => socket.write(chunk, resolve));
    await Promise.race([sent, closed]);
  }
  return { response: await response, sent: socket.bytesWritten };
}

async function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

/** The whole text of a response. */
function readResponse(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
      const [head = '', body = ''] = text.split(/(?<=\r\n\r\n)(.*)/s);
      const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(head) ?? [];
      if (length === undefined ? body.endsWith('0\r\n\r\n') : body.length >= Number(length)) resolve(text);
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`the connection was closed after: ${text}`)));
  });
}
