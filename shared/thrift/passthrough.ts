import * as z from 'zod';
import { actionClient } from '../actions/client.ts';
import { unavailable } from '../errors.ts';
import { rpcAction } from './action.ts';
import { Writer } from './bytes.ts';
import { callDeadlineMs, type Transport } from './client.ts';
import { ValueError } from './errors.ts';
import { frameOf, messageTypes, readFailure, readMessage } from './message.ts';
import { processMessage } from './process.ts';
import type { MethodSpec, Outcome, ServiceSpec } from './service.ts';

/** A binary message of Thrift in base64, without the length before it. */
export interface MessageParams {
  message: string;
}

/** The entry of an action that receives and returns Thrift's binary messages in a JSON envelope. */
export function passthrough<Handler extends object>(spec: ServiceSpec<Handler>, handler: Handler) {
  return async ({ message }: MessageParams): Promise<Partial<MessageParams>> => {
    const reply = await processMessage(spec, handler, Buffer.from(message, 'base64'));
    return reply === undefined ? {} : { message: reply.subarray(4).toString('base64') };
  };
}

const writer = new Writer();
const messageResult = z.object({ message: z.string().exactOptional() });

/** Calls the action at `url` whose entry is `passthrough`, with the limits of `rpcAction`. */
export function passthroughTransport(url: string, deadlineMs = callDeadlineMs, key?: string): Transport {
  const invoke = rpcAction(actionClient(url, key), messageResult, deadlineMs);
  return {
    call: (_service, method, args) => overMessages(method, args, invoke),
    close: () => undefined,
  };
}

/** Makes one call of binary messages that `send` carries. */
export async function overMessages(
  method: MethodSpec,
  args: Record<string, unknown>,
  send: (params: MessageParams) => Promise<Partial<MessageParams>>,
): Promise<Outcome> {
  const type = method.oneway ? messageTypes.oneway : messageTypes.call;
  const frame = frameOf(writer, { type, name: method.name, seqid: 1 }, (to) => method.args.write(to, args));
  const { message } = await send({ message: frame.subarray(4).toString('base64') });
  if (message === undefined) {
    if (method.oneway) return {};
    throw unavailable(`${method.name} has given no answer`);
  }
  const { head, body } = readMessage(Buffer.from(message, 'base64'));
  if (head.type === messageTypes.exception) throw readFailure(body);
  if (head.name !== method.name) throw new ValueError(`${head.name} was answered, ${method.name} was asked`);
  return method.result.read(body) as Outcome;
}
