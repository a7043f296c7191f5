import { withRequestLog } from '../observe/request-log.ts';
import { Writer } from './bytes.ts';
import { ApplicationError, applicationErrors, failureOf, fromCaller } from './errors.ts';
import { frameOf, messageTypes, readMessage, writeFailure } from './message.ts';
import { type MethodSpec, methodOf, type Outcome, perform, type ServiceSpec } from './service.ts';

const writer = new Writer();

/**
 * Processes one binary message, which comes without its length. Resolves to the frame of the reply, or to undefined for a oneway
 * method. Throws `ValueError` only for a message without a readable header.
 */
export async function processMessage<Handler extends object>(
  spec: ServiceSpec<Handler>,
  handler: Handler,
  message: Buffer,
): Promise<Buffer | undefined> {
  const { head, body } = readMessage(message);
  const { name, seqid } = head;
  try {
    if (head.type !== messageTypes.call && head.type !== messageTypes.oneway)
      throw new ApplicationError(
        applicationErrors.INVALID_MESSAGE_TYPE,
        `${head.type} is not the type of a call`,
      );
    const method = methodOf(spec, name);
    const args = fromCaller(() => method.args.read(body)) as Outcome;
    const outcome = await runLogged(spec.name, method, handler, args);
    if (method.oneway) return undefined;
    return frameOf(writer, { type: messageTypes.reply, name, seqid }, (to) =>
      method.result.write(to, outcome),
    );
  } catch (error) {
    const failure = failureOf(error);
    if (head.type === messageTypes.oneway) return undefined;
    return frameOf(writer, { type: messageTypes.exception, name, seqid }, (to) => writeFailure(to, failure));
  }
}

/** Runs a method in the trace of its carrier and logs one line. */
export function runLogged(
  service: string,
  method: MethodSpec,
  handler: object,
  args: Record<string, unknown>,
): Promise<Outcome> {
  const carrier = args.carrier instanceof Map ? (args.carrier as Map<string, string>) : undefined;
  return withRequestLog({ service, method: method.name }, carrier?.get('traceparent'), () =>
    perform(method, handler, args),
  );
}
