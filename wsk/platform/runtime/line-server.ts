import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { batchedWriter, type Frame, frame, readFrames } from '#shared/http/frames';
import { FrameAnswer } from '../frame-answer.ts';
import type { Outgoing } from '../http.ts';
import type { Line, LineNotice, LineRequest } from '../lines/line.ts';
import { type CallHead, type LineCall, readLineCall } from './line-call.ts';
import { withLog } from './logs.ts';
import type { RunLog } from './run-log.ts';

/** Runs the action once; the answer is a status of the runtime contract and the text of the result. */
export type Run = (
  context: Record<string, string>,
  args: unknown,
) => Promise<{ status: number; text: string }>;

/** An opened or awaited line. */
interface Served {
  line: Line;
  /** Whether calls are still taken. */
  open: boolean;
  running: number;
  /** Runs out after so long without a call. */
  idle: NodeJS.Timeout;
  hangUp: () => void;
}

/**
 * Takes calls of other instances on a socket in the process's own folder, each line one connection. What it runs is
 * noted in `log`; `tell` says that a line's caller has hung up and all its calls have ended, or that a run has failed in a
 * way after which the process is not to be used any more.
 */
export function createLineServer(path: string, log: RunLog, run: Run, tell: (notice: LineNotice) => void) {
  const lines = new Map<number, Served>();
  let listening: Promise<void> | undefined;

  function close(served: Served): void {
    served.open = false;
    served.hangUp();
  }

  function drop(served: Served): void {
    served.open = false;
    if (served.running > 0 || !lines.delete(served.line.id)) return;
    clearTimeout(served.idle);
    tell({ returned: served.line.id });
  }

  function accept(socket: Socket): void {
    const write = batchedWriter(socket);
    let served: Served | undefined;
    let gone = false;
    const identify = (token: string): void => {
      served = [...lines.values()].find(({ line }) => line.token === token);
      // One that was taken back before the caller has come gets its calls back too.
      const hangUp = (): void => write(frame(0, '{"closed":true}', ''));
      if (served !== undefined) served.hangUp = hangUp;
      if (served?.open !== true) hangUp();
    };
    const answer = async (from: Served | undefined, { id, head, body }: Frame): Promise<void> => {
      const call = from?.open ? readLineCall(from.line, JSON.parse(head) as CallHead, body) : undefined;
      if (from === undefined || call === undefined) return write(frame(id, '', ''));
      await serve(from, call, new FrameAnswer(socket, write, id));
      if (gone) drop(from);
    };
    readFrames(socket, (one) => {
      if (one.id === 0) identify(one.head);
      else answer(served, one).catch((error: Error) => socket.destroy(error));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      gone = true;
      if (served !== undefined) drop(served);
    });
  }

  async function serve(served: Served, call: LineCall, to: Outgoing): Promise<void> {
    const { line } = served;
    const id = randomUUID().replaceAll('-', '');
    const start = Date.now();
    served.running += 1;
    log({ line: line.id, id, start });
    await withLog(id, line.logsMb, async (closeLog) => {
      const deadline = String(start + line.timeoutMs);
      const context = { ...line.context, activation_id: id, transaction_id: call.transactionId, deadline };
      const { status, text } = await run(context, call.args);
      const end = Date.now();
      const logs = closeLog();
      log({ id, duration: end - start, status, logs, text });
      const good = call.answer(to, id, { status, text, size: Buffer.byteLength(text), logs });
      if (!good) {
        tell({ broken: true });
        for (const one of lines.values()) close(one);
      }
      served.idle.refresh();
      served.running -= 1;
    });
  }

  function listen(): Promise<void> {
    listening ??= new Promise((resolve, reject) => {
      const server = createServer(accept);
      server.once('error', reject);
      server.listen(path, resolve).unref();
    });
    return listening;
  }

  return async (request: LineRequest): Promise<string> => {
    if ('lend' in request) {
      await listen();
      const line = request.lend;
      const idle = setTimeout(() => (served.running === 0 ? close(served) : idle.refresh()), line.idleMs);
      const served: Served = { line, open: true, running: 0, idle: idle.unref(), hangUp: () => drop(served) };
      lines.set(line.id, served);
      return path;
    }
    const served = lines.get(request.recall);
    if (served !== undefined) close(served);
    return '';
  };
}
