import { connect } from 'node:net';
import { answerIn, type Outgoing, type RawAnswer } from '#shared/http/exchange';
import { FrameClient } from '../../protocol/frame-client.ts';

/** What the embedded OpenWhisk tells an action that calls another one often: where to call it directly. */
export interface Offer {
  /** Path of the called instance's socket. */
  socket: string;
  /** Opens the line. */
  token: string;
  /** `web`: requests whose target begins so; `invoke`: those whose target is this. */
  kind: 'web' | 'invoke';
  at: string;
  /** The Authorization header with which the calls must come. */
  authorization?: string;
  /** Calls at the same time; others go through the platform. */
  width: number;
}

/** A direct way to an action. */
export interface Line {
  /** The answer, or undefined when the call has to go through the platform; then it has not been made. */
  call(target: string, outgoing: Outgoing): Promise<RawAnswer | undefined>;
}

/**
 * Calls an action's instance directly; `closed` is called when the line takes no more calls, with `lost` when it was the
 * connection that ended.
 */
export function openLine(offer: Offer, closed: (lost: boolean) => void): Line {
  const { at, kind, authorization, width } = offer;
  const socket = connect(offer.socket).unref();
  let open = true;
  let connected = false;
  socket.once('connect', () => {
    connected = true;
  });
  const hangUp = (lost: boolean): void => {
    if (open) closed(lost);
    open = false;
    if (client.pending === 0) socket.end();
  };
  const client: FrameClient = new FrameClient(
    socket,
    () => hangUp(false),
    () => hangUp(true),
  );
  client.tell(offer.token);
  return {
    async call(target, outgoing) {
      const { method, headers, body = '', signal } = outgoing;
      if (!open || client.pending >= width || headers.authorization !== authorization) return undefined;
      const head =
        kind === 'web'
          ? JSON.stringify({ method, url: target.slice(at.length), headers })
          : invocationHead(headers);
      if (head === undefined) return undefined;
      try {
        const { head: answered, body: content } = await client.post(head, body, signal);
        if (answered === '') return undefined;
        return answered.startsWith('{') ? answerIn(answered, content) : resultIn(answered, content);
      } catch (error) {
        if (signal.aborted) throw error;
        return connected ? unfinished[kind] : undefined;
      } finally {
        if (!open && client.pending === 0) socket.end();
      }
    },
  };
}

/** What is said of an invocation beside its parameters: its transaction, if it has one. Undefined when they are not JSON. */
export const invocationHead = (headers: Record<string, string>): string | undefined =>
  headers['content-type'] === 'application/json' ? (headers['x-request-id'] ?? '') : undefined;

/** The answer to an invocation that has a result: its head is the activation's id. */
export const resultIn = (activationId: string, body: Buffer): RawAnswer => ({
  status: 200,
  headers: { 'x-openwhisk-activation-id': activationId, 'content-type': 'application/json' },
  body,
});

// What the platform answers when an instance ends before its activation does.
const unfinished: Record<Offer['kind'], RawAnswer> = {
  web: {
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{"error":"The action failed; see its activation for the reason."}'),
  },
  invoke: {
    status: 502,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{"error":"The action did not produce a valid response and exited unexpectedly."}'),
  },
};
