// The program that each instance loads in addition to its runtime: the called side of direct channels.
import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { batchedWriter, type Frame, frame, readFrames } from '../../protocol/frames.ts';
import type { ExtensionHandler, RuntimeHost } from '../../runtime/extension.ts';
import { type CallRequest, type LocalCall, readCall } from '../local-call.ts';
import type { Channel, InstanceNotice, InstanceRequest } from './protocol.ts';
import { openRunLog } from './run-log.ts';
import { endNote, logNotes, startNote } from './run-notes.ts';

/** A channel that the platform has granted; its caller may not have connected yet. */
interface ServedChannel {
  channel: Channel;
  /** Whether calls are still accepted. */
  isOpen: boolean;
  running: number;
  /** The timer that closes the channel after some time without a call. */
  idle: NodeJS.Timeout;
  /** Informs the caller that the channel accepts no more calls. */
  close: () => void;
}

/**
 * Serves channels on a socket in the process's own folder, one connection each. Notes each run in a file, which the platform reads
 * later. Notifies the platform when a channel has closed and its calls have ended, and when a failed run means that the process must
 * not be used again.
 */
export function extend(host: RuntimeHost): ExtensionHandler {
  const socketPath = join(host.home, 'direct');
  const note = openRunLog(join(host.home, 'runs'));
  const channels = new Map<number, ServedChannel>();
  const notify = (notice: InstanceNotice): void => host.notify(notice);
  let listening: Promise<void> | undefined;

  function close(served: ServedChannel): void {
    served.isOpen = false;
    served.close();
  }

  function release(served: ServedChannel): void {
    served.isOpen = false;
    if (served.running > 0 || !channels.delete(served.channel.id)) return;
    clearTimeout(served.idle);
    notify({ closed: served.channel.id });
  }

  function accept(socket: Socket): void {
    const write = batchedWriter(socket);
    let served: ServedChannel | undefined;
    let isGone = false;
    const identify = (token: string): void => {
      served = [...channels.values()].find(({ channel }) => channel.token === token);
      // A channel that was revoked before its caller connected gets the same notice.
      const sendClosed = (): void => write(frame(0, '{"closed":true}', ''));
      if (served !== undefined) served.close = sendClosed;
      if (served?.isOpen !== true) sendClosed();
    };
    const reply = async (from: ServedChannel | undefined, { id, head, body }: Frame): Promise<void> => {
      const request = { ...(JSON.parse(head) as Omit<CallRequest, 'body'>), body };
      const call = from?.isOpen ? readCall(from.channel, request) : undefined;
      // On an empty reply, the caller sends the call through the platform.
      if (from === undefined || call === undefined) return write(frame(id, '', ''));
      await serve(from, call, (head, body) => write(frame(id, head, body)));
      if (isGone) release(from);
    };
    readFrames(socket, (one) => {
      if (one.id === 0) identify(one.head);
      else reply(served, one).catch((error: Error) => socket.destroy(error));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      isGone = true;
      if (served !== undefined) release(served);
    });
  }

  async function serve(
    served: ServedChannel,
    call: LocalCall,
    write: (head: string, body: string | Buffer) => void,
  ): Promise<void> {
    const { channel } = served;
    const id = randomUUID().replaceAll('-', '');
    const start = Date.now();
    served.running += 1;
    note(startNote(id, channel.id, start));
    const sink = (lines: string[]): void => note(logNotes(id, lines));
    await host.withLog(channel.logsMb, sink, async (closeLog) => {
      const deadline = String(start + channel.timeoutMs);
      const { transactionId: transaction_id } = call;
      const context = { ...channel.context, activation_id: id, transaction_id, deadline };
      const reply = await host.run(context, call.args);
      closeLog();
      note(endNote(id, Date.now() - start, reply.status, reply.text));
      const { response, isReusable } = call.respond(id, reply);
      const { status, headers, body = '' } = response;
      // Sent before the response, so that the platform retires this instance before the caller can call again.
      if (!isReusable) notify({ unusable: true });
      write(JSON.stringify({ status, headers }), body);
      if (!isReusable) for (const one of channels.values()) close(one);
      served.idle.refresh();
      served.running -= 1;
    });
  }

  function listen(): Promise<void> {
    listening ??= new Promise((resolve, reject) => {
      const server = createServer(accept);
      server.once('error', reject);
      server.listen(socketPath, resolve).unref();
    });
    return listening;
  }

  async function open(channel: Channel): Promise<string> {
    await listen();
    const idle = setTimeout(() => (served.running === 0 ? close(served) : idle.refresh()), channel.idleMs);
    const served: ServedChannel = {
      channel,
      isOpen: true,
      running: 0,
      idle: idle.unref(),
      close: () => release(served),
    };
    channels.set(channel.id, served);
    return socketPath;
  }

  return async (message) => {
    const request = message as InstanceRequest;
    if ('open' in request) return open(request.open);
    const served = channels.get(request.revoke);
    if (served !== undefined) close(served);
    return '';
  };
}
