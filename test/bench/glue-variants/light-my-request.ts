import inject from 'light-my-request';
import { type Adapt, overCodec } from './variant.ts';

export const adapt: Adapt = (listener) =>
  overCodec(async ({ method, url, headers, body }) => {
    const payload = body.length > 0 ? { payload: body } : {};
    const answer = await inject(listener as never, { method: method as 'GET', url, headers, ...payload });
    return { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload };
  });
