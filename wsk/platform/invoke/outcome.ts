import type { ActivationResponse } from '../activations/activation-record.ts';
import { limits } from '../entities/limits.ts';
import type { RuntimeReply } from '../pool/runtime-connection.ts';

/** Says what a `/run` reply means (openwhisk.md 1.10.1). */
export function classifyRun(reply: RuntimeReply): ActivationResponse {
  if (reply.size > limits.result) return tooLong(reply);
  // The limit is in bytes, but the size in a record is in characters.
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
 * Whether a reply is an object without `error`, as most are; seen from its text, so that nobody has to read it whose
 * result is only passed on. `classifyRun` says the same of it, and of the others.
 */
export const isPlainSuccess = (status: number, text: string): boolean =>
  status === 200 &&
  text.startsWith('{') &&
  text.length * 3 < limits.result &&
  !text.includes('"error"') &&
  !text.includes('\\ud');

/** The outcome of an initialisation that did not answer 200. */
export function classifyInit(reply: RuntimeReply): ActivationResponse {
  return developerError(reply, parse(reply.text));
}

/** A failure of the action that the platform has noticed itself. */
export function developerFailure(error: string): ActivationResponse {
  return { result: { error }, status: 'action developer error', success: false };
}

/** A failure of the platform. */
export function platformFailure(error: string): ActivationResponse {
  return { result: { error }, status: 'whisk internal error', success: false };
}

function developerError({ text }: RuntimeReply, value: unknown): ActivationResponse {
  const size = text.length;
  const named = typeof value === 'object' && value !== null && 'error' in value;
  const error = named
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

// JSON.stringify escapes only lone surrogates; OpenWhisk's own writer turns them into question marks.
function replaceLoneSurrogates(text: string): string {
  return text.replace(/\\(?:(ud[89a-f][0-9a-f]{2})|.)/g, (all, lone: string | undefined) =>
    lone ? '?' : all,
  );
}
