import { ServiceError } from '#shared/errors';
import { type CallOptions, call, failure, type HttpResponse } from '#shared/http/client';
import { HttpError, kindOf } from '#shared/http/errors';
import { services } from './config.ts';

/** A service that web calls. */
export type Neighbour = keyof typeof services;

/**
 * Calls another service, and answers what it says with success. What it refuses, such as 404, is thrown with its own words; anything
 * else as `failure`.
 */
export async function ask(
  neighbour: Neighbour,
  path: string,
  options: CallOptions = {},
): Promise<HttpResponse> {
  const answer = await call(services[neighbour] + path, options);
  if (answer.status < 300) return answer;
  throw refusalOf(answer) ?? failure(neighbour, answer);
}

/** The error for what a service refuses because of what it was sent. */
function refusalOf({ status, text }: HttpResponse): Error | undefined {
  if (status < 400 || status >= 500 || status === 429) return undefined;
  const kind = kindOf(status);
  return kind === undefined ? new HttpError(status, text) : new ServiceError(kind, text);
}
