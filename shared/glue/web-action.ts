import type { RequestListener } from 'node:http';
import { messageOf } from '../errors.ts';
import { statusOf } from '../http/errors.ts';
import { workFlushed } from '../observe/work.ts';
import {
  decodeRequest,
  encodeResponse,
  type GlueRequest,
  type GlueResponse,
  plainAnswer,
  type WebActionParams,
} from './codec.ts';
import { type Due, dueTime, expire, forget } from './deadline.ts';
import type { WebActionResult } from './web-action-result.ts';

/** A raw web action. */
export type WebAction = (params: WebActionParams) => Promise<WebActionResult>;

/** An HTTP service: its listener, or the promise of one that is made once an instance. */
export type Service = RequestListener | Promise<RequestListener>;

/** Answers one request by calling `answer`, and returns what ends the work when nobody waits for it any more. */
export type Serve<With> = (
  by: With,
  request: GlueRequest,
  answer: (response: GlueResponse) => void,
) => () => void;

/**
 * The web action around a strategy: reads the request, has it served by `by` as soon as that is there, writes the
 * answer, and answers 504 shortly before the platform would end the activation. Whatever happens, there is one answer.
 * If the service fails to load, the unhandled rejection ends the process, as a server that cannot start would.
 */
export function webAction<With>(by: With | Promise<With>, serve: Serve<With>): WebAction {
  return (params) =>
    new Promise((resolve) => {
      let [request, end] = [unread, nothing];
      let due: Due | undefined;
      let isAnswered = false;
      const answer = (response: GlueResponse): void => {
        if (isAnswered) return;
        isAnswered = true;
        if (due !== undefined) forget(due);
        const result = encoded(response, request);
        const flushed = workFlushed();
        if (flushed === undefined) resolve(result);
        else void flushed.then(() => resolve(result));
      };
      const begin = (value: With): void => {
        if (isAnswered) return;
        try {
          end = serve(value, request, answer);
        } catch (error) {
          answer(refusal(error));
        }
      };
      try {
        const time = dueTime();
        request = decodeRequest(params);
        if (by instanceof Promise) void by.then(begin);
        else begin(by);
        if (time === undefined || isAnswered) return;
        due = expire(time, () => {
          answer(plainAnswer(504, 'The service did not answer within the time limit of the action.'));
          end();
        });
      } catch (error) {
        answer(refusal(error));
      }
    });
}

const nothing = (): void => {};
const unread: GlueRequest = { method: 'GET', url: '/', headers: {}, body: Buffer.alloc(0) };

/** The result for an answer, also for one that no platform could send, such as a status that is no number. */
function encoded(response: GlueResponse, request: GlueRequest): WebActionResult {
  try {
    return encodeResponse(response, request);
  } catch (error) {
    return encodeResponse(refusal(error), request);
  }
}

/** The answer for something thrown: what it says if it is meant for clients, else 500, and the process's error output. */
export function refusal(error: unknown): GlueResponse {
  const status = statusOf(error);
  if (status !== undefined) return plainAnswer(status, messageOf(error));
  report(error);
  return plainAnswer(500, 'internal error');
}

/** Writes a defect to the process's error output. */
export function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
}
