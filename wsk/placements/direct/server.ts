// The program that each instance loads in addition to its runtime: the called side of direct channels.
import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { batchedWriter, type Frame, frame, readFrames } from '../../protocol/frames.ts';
import type { ExtensionHandler, RuntimeHost } from '../../runtime/extension.ts';
import { type CallRequest, type LocalCall, readCall } from '../local-call.ts';
import type { Channel, InstanceNotice, InstanceRequest } from './protocol.ts';
import { openRunLog, type RunLog } from './run-log.ts';
import { endNote, logNotes, startNote } from './run-notes.ts';

/** A channel that the platform has granted; its caller may not have connected yet. */
interface ServedChannel {
  channel: Channel;
  /** Whether calls are still accepted. */
  isOpen: boolean;
  running: number;
  /** The timer that closes the channel after some time without a call. */
  idle: NodeJS.Timeout;
  /** Informs the caller that the channel accepts no more calls; without a caller, releases the channel. */
  sendClosed: () => void;
}

/**
 * Serves channels on a socket in the process's own folder, one connection each. Notes each run in a file, which the platform reads
 * later. Notifies the platform when a channel has closed and its calls have ended, and when a failed run means that the process must
 * not be used again.
 */
export function extend(host: RuntimeHost): ExtensionHandler {
  const server = new ChannelServer(host);
  return async (message) => {
    const request = message as InstanceRequest;
    if ('open' in request) return server.open(request.open);
    server.revoke(request.revoke);
    return '';
  };
}

class ChannelServer {
  #host: RuntimeHost;
  #socketPath: string;
  #note: RunLog;
  #channels = new Map<number, ServedChannel>();
  #listening: Promise<void> | undefined;

  constructor(host: RuntimeHost) {
    this.#host = host;
    this.#socketPath = join(host.home, 'direct');
    this.#note = openRunLog(join(host.home, 'runs'));
  }

  /** Accepts a channel that the platform has granted; resolves with the path of the socket. */
  async open(channel: Channel): Promise<string> {
    await this.#listen();
    const onIdle = (): void => void (served.running === 0 ? closeChannel(served) : served.idle.refresh());
    const served: ServedChannel = {
      channel,
      isOpen: true,
      running: 0,
      idle: setTimeout(onIdle, channel.idleMs).unref(),
      sendClosed: () => this.#release(served),
    };
    this.#channels.set(channel.id, served);
    return this.#socketPath;
  }

  /** Closes a channel, if it still exists. */
  revoke(id: number): void {
    const served = this.#channels.get(id);
    if (served !== undefined) closeChannel(served);
  }

  #listen(): Promise<void> {
    this.#listening ??= new Promise((resolve, reject) => {
      const server = createServer((socket) => this.#accept(socket));
      server.once('error', reject);
      server.listen(this.#socketPath, resolve).unref();
    });
    return this.#listening;
  }

  #accept(socket: Socket): void {
    const write = batchedWriter(socket);
    let served: ServedChannel | undefined;
    let isDisconnected = false;
    const identify = (token: string): void => {
      served = [...this.#channels.values()].find(({ channel }) => channel.token === token);
      // A channel that was revoked before its caller connected gets the same notice.
      const sendClosed = (): void => write(frame(0, '{"closed":true}', ''));
      if (served !== undefined) served.sendClosed = sendClosed;
      if (served?.isOpen !== true) sendClosed();
    };
    const handle = async (from: ServedChannel | undefined, { id, head, body }: Frame): Promise<void> => {
      // biome-ignore lint/plugin: a private frame, which this project's own channel.ts has written, on the way of every call.
      const request = { ...(JSON.parse(head) as Omit<CallRequest, 'body'>), body };
      const call = from?.isOpen ? readCall(from.channel, request) : undefined;
      // On an empty reply, the caller sends the call through the platform.
      if (from === undefined || call === undefined) return write(frame(id, '', ''));
      await this.#run(from, call, (head, body) => write(frame(id, head, body)));
      if (isDisconnected) this.#release(from);
    };
    readFrames(socket, (message) => {
      if (message.id === 0) identify(message.head);
      else handle(served, message).catch((error: Error) => socket.destroy(error));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      isDisconnected = true;
      if (served !== undefined) this.#release(served);
    });
  }

  async #run(
    served: ServedChannel,
    call: LocalCall,
    write: (head: string, body: string | Buffer) => void,
  ): Promise<void> {
    const { channel } = served;
    const id = randomUUID().replaceAll('-', '');
    const start = Date.now();
    served.running += 1;
    this.#note(startNote(id, channel.id, start));
    const sink = (lines: string[]): void => this.#note(logNotes(id, lines));
    await this.#host.withLog(channel.logsMb, sink, async (closeLog) => {
      const deadline = String(start + channel.timeoutMs);
      const { transactionId: transaction_id } = call;
      const context = { ...channel.context, activation_id: id, transaction_id, deadline };
      const reply = await this.#host.run(context, call.args);
      closeLog();
      this.#note(endNote(id, Date.now() - start, reply.status, reply.text));
      const { response, isReusable } = call.respond(id, reply);
      const { status, headers, body = '' } = response;
      // Sent before the response, so that the platform retires this instance before the caller can call again.
      if (!isReusable) this.#notify({ unusable: true });
      write(JSON.stringify({ status, headers }), body);
      if (!isReusable) for (const each of this.#channels.values()) closeChannel(each);
      served.idle.refresh();
      served.running -= 1;
    });
  }

  #release(served: ServedChannel): void {
    served.isOpen = false;
    if (served.running > 0 || !this.#channels.delete(served.channel.id)) return;
    clearTimeout(served.idle);
    this.#notify({ closed: served.channel.id });
  }

  #notify(notice: InstanceNotice): void {
    this.#host.notify(notice);
  }
}

function closeChannel(served: ServedChannel): void {
  served.isOpen = false;
  served.sendClosed();
}
