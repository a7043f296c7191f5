import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { HttpRequest, HttpResponse } from '#shared/http/exchange';
import { FrameClient } from '../../protocol/frame-client.ts';
import { httpResponseOf } from '../local-call.ts';
import type { Grant } from './protocol.ts';

/** The caller's side of a direct channel. */
export interface OpenChannel {
  /**
   * Sends a call; `url` is the part of the target after the action's name. Resolves with undefined when the call was not sent and must
   * go through the platform.
   */
  call(url: string, request: HttpRequest): Promise<HttpResponse | undefined>;
}

/** Opens a channel. Calls `closed` when the channel accepts no more calls; `broken` is true when the connection was lost. */
export function openChannel(
  { socketPath, token, authorization, width }: Grant,
  isInvocation: boolean,
  closed: (broken: boolean) => void,
): OpenChannel {
  const socket = connect(socketPath).unref();
  let isOpen = true;
  let wasConnected = false;
  socket.once('connect', () => {
    wasConnected = true;
  });
  const close = (broken: boolean): void => {
    if (isOpen) closed(broken);
    isOpen = false;
    if (client.pending === 0) socket.end();
  };
  const client: FrameClient = new FrameClient(
    socket,
    () => close(false),
    () => close(true),
  );
  client.send(token);
  return {
    async call(url, { method, headers, body = '', signal }) {
      if (!isOpen || client.pending >= width || headers.authorization !== authorization) return undefined;
      try {
        const reply = await client.post(JSON.stringify({ method, url, headers }), body, signal);
        if (reply.head === '') return undefined;
        // biome-ignore lint/plugin: a private frame, which this project's own server.ts has written, on the way of every call.
        const { status, headers: received } = JSON.parse(reply.head) as {
          status: number;
          headers: string[];
        };
        return httpResponseOf(status, received, reply.body);
      } catch (error) {
        if (signal.aborted) throw error;
        return wasConnected ? interrupted(isInvocation) : undefined;
      } finally {
        if (!isOpen && client.pending === 0) socket.end();
      }
    },
  };
}

/** The response that the platform would send when an instance ends during an activation. */
const interrupted = (isInvocation: boolean): HttpResponse =>
  isInvocation
    ? failure(502, 'The action did not produce a valid response and exited unexpectedly.')
    : failure(400, 'The action failed; see its activation for the reason.');

function failure(status: number, error: string): HttpResponse {
  const code = randomUUID();
  const text = JSON.stringify({ code, error });
  const headers = {
    'content-type': 'application/json',
    'content-length': `${Buffer.byteLength(text)}`,
    'x-request-id': code,
    // Only the instance that has ended knew the id of the activation.
    'x-openwhisk-activation-id': '',
  };
  return { status, headers, text };
}
