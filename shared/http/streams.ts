import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { deadlineExceeded, unavailable } from '../errors.ts';
import { traceHeaders, withWait } from '../observe/context.ts';
import { addressOf } from './address.ts';
import { lookUpInTurn } from './instances.ts';

/** Options of `openStream`. */
export interface StreamOptions {
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Record<string, string>;
  body?: Readable;
  /** Milliseconds without a byte after which the request or its response breaks. */
  silentMs?: number;
}

/**
 * Sends a request, whose body may be a stream, and answers its response with the body as a stream, whatever its status; the caller reads
 * it to its end or destroys it. Throws the error of the body's stream, `deadline-exceeded`, and `unavailable` when the server cannot be
 * reached.
 */
export function openStream(
  url: string,
  { method = 'GET', headers = {}, body, silentMs = 60_000 }: StreamOptions = {},
): Promise<IncomingMessage> {
  const { transport, connection, path } = addressOf(url);
  const what = `${method} ${path.split('?', 1)[0]}`;
  return withWait(
    'call',
    () =>
      new Promise((resolve, reject) => {
        // No connection is kept: one that has carried a body may be closed at any moment.
        const options = {
          ...connection,
          path,
          method,
          headers: { ...traceHeaders(), ...headers },
          agent: false,
          lookup: lookUpInTurn,
        };
        const request = transport.request(options, (response) => {
          response.once('close', () => body?.destroy());
          resolve(response);
        });
        request.setTimeout(silentMs, () =>
          request.destroy(deadlineExceeded(`${what} was silent for ${silentMs} ms`)),
        );
        const fail = (error: unknown): void => {
          body?.destroy();
          reject(error);
        };
        request.on('error', (error) =>
          fail(
            error instanceof Error && 'kind' in error
              ? error
              : unavailable(`${what} cannot be reached`, error),
          ),
        );
        if (body === undefined) return void request.end();
        body.once('error', (error) => {
          reject(error);
          request.destroy();
        });
        body.pipe(request);
      }),
  );
}
