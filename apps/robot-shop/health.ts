import type { RequestHandler } from 'express';
import { healthOf, type Parts } from '#shared/observe/health';

/** What a service says of its health: 503 when a part that it needs does not work. */
export interface Health {
  status: 200 | 503;
  body: object;
}

/** Health as JSON: whether each of `shown` works, which the original tells too, and each of `others` that does not. */
export async function jsonHealth(shown: Parts, others: Parts = {}): Promise<Health> {
  const [told, rest] = await Promise.all([healthOf(shown), healthOf(others)]);
  const broken = Object.fromEntries(Object.entries(rest).filter(([, works]) => !works));
  const works = Object.values({ ...told, ...broken }).every(Boolean);
  return { status: works ? 200 : 503, body: { app: 'OK', ...told, ...broken } };
}

/** Health as a text: `OK`, or the parts that do not work. */
export const textHealth =
  (parts: Parts, type = 'text/html'): RequestHandler =>
  async (_request, response) => {
    const broken = Object.entries(await healthOf(parts)).filter(([, works]) => !works);
    response.type(type);
    if (broken.length === 0) return void response.send('OK');
    response.status(503).send(`not available: ${broken.map(([name]) => name).join(', ')}`);
  };
