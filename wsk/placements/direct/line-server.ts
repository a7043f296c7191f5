import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { batchedWriter, type Frame, frame, readFrames } from '#wsk/protocol/frames';
import { type DirectAnswer, FrameAnswer } from '../../platform/server/frame-answer.ts';
import { withLog } from '../../runtime/logs.ts';
import { type CallHead, type LineCall, type Reply, readInvocation, readWebCall } from './line-call.ts';
import type { Line, LineNotice, LineRequest } from './protocol.ts';
import type { RunLog } from './run-log.ts';
import { endNote, logNotes, startNote } from './run-notes.ts';

/** Runs the action once. */
export type Run = (context: Record<string, string>, args: unknown) => Promise<Reply>;

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
      const call = from?.open ? read(from.line, head, body) : undefined;
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

  async function serve(served: Served, call: LineCall, to: DirectAnswer): Promise<void> {
    const { line } = served;
    const id = randomUUID().replaceAll('-', '');
    const start = Date.now();
    served.running += 1;
    log(startNote(id, line.id, start));
    const keep = (lines: string[]): void => log(logNotes(id, lines));
    await withLog(line.logsMb, keep, async (closeLog) => {
      const deadline = String(start + line.timeoutMs);
      const context = { ...line.context, activation_id: id, transaction_id: call.transactionId, deadline };
      const reply = await run(context, call.args);
      closeLog();
      log(endNote(id, Date.now() - start, reply.status, reply.text));
      if (!call.answer(to, id, reply)) {
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

const read = (line: Line, head: string, body: Buffer): LineCall | undefined =>
  line.kind === 'invoke'
    ? readInvocation(line, head, body)
    : readWebCall(line, JSON.parse(head) as CallHead, body);
