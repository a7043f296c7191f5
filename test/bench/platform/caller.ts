import { call } from '#shared/http/client';
import { errorHandler, service } from '#shared/http/service';
import { payload } from './payload.ts';

/** A service that calls another service `times` times, one call after the other, and returns the duration of each call. */
export const caller = service('caller');

caller.post('/measure', async ({ body }: { body: { url: string; times: number } }, response) => {
  const durations: number[] = [];
  for (let i = 0; i < body.times; i += 1) {
    const from = performance.now();
    const { status, text } = await call(body.url, { method: 'POST', json: payload });
    if (status !== 200) throw new Error(`${body.url} responds with ${status}: ${text}`);
    durations.push(performance.now() - from);
  }
  response.json(durations);
});

caller.use(errorHandler());
