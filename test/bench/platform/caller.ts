import { call } from '#shared/http/client';
import { errorHandler, service } from '#shared/http/service';
import { payload } from './payload.ts';

/** A service that calls another one `times` times, one after the other, and answers how long each took. */
export const caller = service('caller');

caller.post('/measure', async ({ body }: { body: { url: string; times: number } }, response) => {
  const took: number[] = [];
  for (let i = 0; i < body.times; i += 1) {
    const from = performance.now();
    const { status, text } = await call(body.url, { method: 'POST', json: payload });
    if (status !== 200) throw new Error(`${body.url} answers ${status}: ${text}`);
    took.push(performance.now() - from);
  }
  response.json(took);
});

caller.use(errorHandler());
