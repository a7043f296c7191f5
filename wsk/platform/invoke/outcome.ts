import type { ActivationResponse } from '../activations/activation-record.ts';
import { limits } from '../entities/limits.ts';
import type { RuntimeReply } from '../pool/runtime-connection.ts';

/** Converts the reply to `/run` into the response of the activation (openwhisk.md 1.10.1). */
export function classifyRun(reply: RuntimeReply): ActivationResponse {
  if (reply.size > limits.result) return tooLong(reply);
  // The limit counts bytes, but the size in a record counts characters.
  const { status, text } = reply;
  const size = text.length;
  const value = parse(reply.text);
  if (Array.isArray(value)) {
    return status === 200
      ? { result: value, size, status: 'success', success: true }
      : developerError(reply, value);
  }
  if (typeof value !== 'object' || value === null) return developerError(reply, value);
  if (status !== 200) return developerError(reply, value);
  if (!('error' in value)) return { result: value, size, status: 'success', success: true };
  return { result: { error: value.error }, size, status: 'application error', success: false };
}

/**
 * Whether a reply is certainly an object without `error`, as most replies are. The test uses the text only, so that a result that is
 * passed on need not be parsed. `classifyRun` accepts every such reply as a success.
 */
export const isPlainSuccess = (status: number, text: string): boolean =>
  status === 200 &&
  text.startsWith('{') &&
  text.length * 3 < limits.result &&
  !text.includes('"error"') &&
  !text.includes('\\ud');

/** The response of an activation whose initialisation did not return 200. */
export function classifyInit(reply: RuntimeReply): ActivationResponse {
  return developerError(reply, parse(reply.text));
}

/** The response of an activation whose failure the platform has detected, such as a crash or the time limit. */
export function developerFailure(error: string): ActivationResponse {
  return { result: { error }, status: 'action developer error', success: false };
}

/** The response of an activation that failed inside the platform. */
export function platformFailure(error: string): ActivationResponse {
  return { result: { error }, status: 'whisk internal error', success: false };
}

function developerError({ text }: RuntimeReply, value: unknown): ActivationResponse {
  const size = text.length;
  const hasError = typeof value === 'object' && value !== null && 'error' in value;
  const error = hasError
    ? value.error
    : `The action did not produce a valid JSON or JSON Array response: ${text.slice(0, limits.result)}`;
  return { result: { error }, size, status: 'action developer error', success: false };
}

function tooLong({ text, size }: RuntimeReply): ActivationResponse {
  const start = Buffer.from(text).subarray(0, limits.result).toString();
  const error =
    'The action produced a response that exceeded the allowed length: ' +
    `${size} > ${limits.result} bytes. The truncated response was: ${start}`;
  return { result: { error }, size, status: 'application error', success: false };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.includes('\\ud') ? replaceLoneSurrogates(text) : text);
  } catch {
    return undefined;
  }
}

// JSON.stringify escapes only lone surrogates, and OpenWhisk writes a question mark for each.
function replaceLoneSurrogates(text: string): string {
  return text.replace(/\\(?:(ud[89a-f][0-9a-f]{2})|.)/g, (all, lone: string | undefined) =>
    lone ? '?' : all,
  );
}
