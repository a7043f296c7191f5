import type { ServerResponse } from 'node:http';

/** What the server of the console answers. */
export interface Answer {
  /** Default 200. */
  status?: number;
  type: string;
  body: string | Buffer;
}

/** An answer of JSON. */
export const json = (value: unknown): Answer => ({ type: 'application/json', body: JSON.stringify(value) });

/** An answer of text, for example the words of an error. */
export const text = (status: number, words: string): Answer => ({ status, type: 'text/plain', body: words });

/** Sends an answer; browsers do not keep JSON. */
export function sendAnswer(response: ServerResponse, { status = 200, type, body }: Answer): void {
  response
    .writeHead(status, {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      ...(type === 'application/json' ? { 'cache-control': 'no-store' } : {}),
    })
    .end(body);
}

/** Sends a sentence. */
export const sendText = (response: ServerResponse, status: number, words: string): void =>
  sendAnswer(response, text(status, words));

/** Sends a value as JSON. */
export const sendJson = (response: ServerResponse, value: unknown): void => sendAnswer(response, json(value));
