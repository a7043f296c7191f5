import { connect, type Socket } from 'node:net';
import { deadlineExceeded, messageOf, unavailable } from '../errors.ts';
import { lookUpInTurn } from '../http/instances.ts';
import { Writer } from './bytes.ts';
import { callDeadlineMs, type Transport } from './client.ts';
import { ValueError } from './errors.ts';
import { frameOf, messageTypes, readFailure, readMessage, thriftFrames } from './message.ts';
import type { MethodSpec, Outcome } from './service.ts';

/** The address of a Thrift service and the limits of its calls. */
export interface PoolOptions {
  /** `thrift://HOST:PORT`, or the path of a unix socket. */
  url: string;
  /** Milliseconds for a whole call, waiting for a connection included. */
  deadlineMs?: number;
  /** Connections at the same time; 512 as in the original. */
  connections?: number;
}

/** One connection, for one call at a time, as servers with a thread for each connection want it. */
interface Connection {
  socket: Socket;
  /** Receives the next message, or the error that ended the connection. */
  receive: ((message: Buffer | Error) => void) | undefined;
}

const writer = new Writer();

/**
 * Calls a service over framed binary Thrift with one connection for each concurrent call. A connection is reused after a declared
 * exception, and closed after a failure or a passed deadline.
 */
export function thriftPool({ url, deadlineMs = callDeadlineMs, connections = 512 }: PoolOptions): Transport {
  const idle: Connection[] = [];
  const queue: ((connection: Connection) => void)[] = [];
  const all = new Set<Connection>();
  let seqid = 0;

  function open(): Connection {
    const socket = url.startsWith('/') ? connect(url) : connect({ ...addressOf(url), lookup: lookUpInTurn });
    const connection: Connection = { socket, receive: undefined };
    all.add(connection);
    socket.setNoDelay().unref();
    const end = (error: Error): void => {
      socket.destroy();
      if (!all.delete(connection)) return;
      const at = idle.indexOf(connection);
      if (at >= 0) idle.splice(at, 1);
      connection.receive?.(error);
      const next = queue.shift();
      if (next !== undefined) next(open());
    };
    const readChunk = thriftFrames((message) => connection.receive?.(message));
    socket.on('data', (chunk: Buffer) => {
      try {
        readChunk(chunk);
      } catch (error) {
        end(error as Error);
      }
    });
    socket.on('error', (error) => end(unavailable(`${url}: ${error.message}`, error)));
    socket.on('close', () => end(unavailable(`${url} has closed the connection`)));
    return connection;
  }

  function acquire(until: number): Promise<Connection> {
    const free = idle.pop();
    if (free !== undefined) return Promise.resolve(free);
    if (all.size < connections) return Promise.resolve(open());
    return new Promise((resolve, reject) => {
      const accept = (connection: Connection): void => {
        clearTimeout(timer);
        resolve(connection);
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(accept), 1);
        reject(deadlineExceeded(`no connection to ${url} became free within ${deadlineMs} ms`));
      }, until - performance.now());
      queue.push(accept);
    });
  }

  function release(connection: Connection): void {
    if (!all.has(connection)) return;
    const next = queue.shift();
    if (next !== undefined) next(connection);
    else idle.push(connection);
  }

  function exchange(connection: Connection, frame: Buffer, until: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        connection.socket.destroy();
        settle(deadlineExceeded(`${url} did not answer within ${deadlineMs} ms`));
      }, until - performance.now());
      const settle = (answer: Buffer | Error): void => {
        clearTimeout(timer);
        connection.receive = undefined;
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      };
      connection.receive = settle;
      connection.socket.write(frame);
    });
  }

  async function call(_service: string, method: MethodSpec, args: Record<string, unknown>): Promise<Outcome> {
    const until = performance.now() + deadlineMs;
    seqid = (seqid + 1) | 0;
    const mine = seqid;
    const type = method.oneway ? messageTypes.oneway : messageTypes.call;
    // Before a connection is taken, so that arguments of a wrong type touch nothing.
    const frame = frameOf(writer, { type, name: method.name, seqid: mine }, (to) =>
      method.args.write(to, args),
    );
    const connection = await acquire(until);
    if (method.oneway) {
      await new Promise<void>((resolve) => connection.socket.write(frame, () => resolve()));
      release(connection);
      return {};
    }
    const outcome = read(await exchange(connection, frame, until), method, mine, connection);
    release(connection);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  function read(message: Buffer, method: MethodSpec, mine: number, connection: Connection): Outcome | Error {
    try {
      const { head, body } = readMessage(message);
      if (head.seqid !== mine) throw new ValueError(`an answer to call ${head.seqid} came for call ${mine}`);
      return head.type === messageTypes.exception ? readFailure(body) : (method.result.read(body) as Outcome);
    } catch (error) {
      connection.socket.destroy();
      throw unavailable(`${url} has answered what cannot be read: ${messageOf(error)}`, error);
    }
  }

  return {
    call,
    close() {
      for (const { socket } of all) socket.destroy();
    },
  };
}

function addressOf(url: string): { host: string; port: number } {
  const parsed = URL.parse(url.replace(/^thrift:/, 'http:'));
  if (!url.startsWith('thrift://') || parsed === null || parsed.port === '')
    throw new Error(`${url} is not the address of a Thrift service; write thrift://HOST:PORT`);
  return { host: parsed.hostname, port: Number(parsed.port) };
}
