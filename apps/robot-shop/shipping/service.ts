import type { ErrorRequestHandler } from 'express';
import * as z from 'zod';
import { invalid, notFound } from '#shared/errors';
import { call, jsonOf } from '#shared/http/client';
import { HttpError } from '#shared/http/errors';
import { errorHandler, service } from '#shared/http/service';
import { parse } from '#shared/parse';
import { inWords } from '../errors.ts';
import { textHealth } from '../health.ts';
import { citiesLike, citiesOf, countCities, countries, findCity, mysql } from './cities.ts';
import { config } from './config.ts';
import { costOf, distanceTo, originalDistanceTo } from './distance.ts';
import { sendSpringError } from './errors.ts';
import { freeMemory, takeMemory } from './memory.ts';

/** Shortest beginning of a name for which cities are looked up. */
const shortestMatch = 3;

/** Cities, distances and the cost of shipping. */
export const shipping = service('shipping');

shipping.get('/health', textHealth({ MySQL: mysql }, 'text/plain'));
shipping.get('/count', async (_request, response) => {
  response.type('text/plain').send(String(await countCities()));
});
shipping.get('/codes', async (_request, response) => void response.json(await countries()));

const positive = z.coerce.number().int().min(1);
const page = z.object({ limit: positive.optional(), after: positive.optional() });

shipping.get('/cities/:code', async (request, response) => {
  const words = inWords('limit and after must be whole numbers of at least 1');
  response.json(await citiesOf(request.params.code, parse(page, request.query, 'query', words)));
});

shipping.get('/match/:code/:text', async ({ params: { code, text } }, response) => {
  if (text.length < shortestMatch) throw invalid(`at least ${shortestMatch} characters are needed`);
  response.json(await citiesLike(code, text));
});

shipping.get('/calc/:uuid', async (request, response) => {
  const { distance, cost } = await shippingTo(request.params.uuid);
  response.json({ distance, cost });
});

// The body goes to cart as it is; but who names the city has distance and cost computed here, not by the browser.
shipping.post('/confirm/:id', async (request, response) => {
  if (!request.is('json')) throw new HttpError(415, 'the body must be JSON');
  const body = Object(request.body) as { uuid?: unknown };
  const { uuid, ...claimed } = body;
  const json = uuid === undefined ? claimed : { ...claimed, ...(await shippingTo(String(uuid))) };
  const url = `${config.CART_URL}/shipping/${encodeURIComponent(request.params.id)}`;
  const answer = await call(url, { method: 'POST', json });
  if (answer.status !== 200) throw notFound(`cart answered ${answer.status}: ${answer.text}`);
  response.json(jsonOf(answer));
});

shipping.get('/memory', (_request, response) => void response.json(takeMemory()));
shipping.get('/free', (_request, response) => void response.json(freeMemory()));

shipping.all(['/health', '/count', '/codes', '/cities/:code', '/match/:code/:text', '/calc/:uuid'], () => {
  throw new HttpError(405, 'only GET');
});
shipping.all(['/confirm/:id'], () => {
  throw new HttpError(405, 'only POST');
});
shipping.use(() => {
  throw notFound('no such path');
});
shipping.use(brokenCart());
shipping.use(errorHandler(sendSpringError));

async function shippingTo(number: string): Promise<{ distance: number; cost: number }> {
  const uuid = Number(number);
  if (number.trim() === '' || !Number.isInteger(uuid)) throw invalid('the city must be named by its number');
  const city = await findCity(uuid);
  if (city === undefined) throw notFound(`no city has the number ${uuid}`);
  const distance = config.COMPAT === 'original' ? originalDistanceTo(city) : distanceTo(city);
  return { distance, cost: costOf(distance) };
}

/** The original hands on what is no JSON, and answers 404 because cart refuses it. */
function brokenCart(): ErrorRequestHandler {
  return (error: unknown, _request, _response, next) => {
    const isBroken = error instanceof Error && 'type' in error && error.type === 'entity.parse.failed';
    next(isBroken ? notFound('cart refuses what is no JSON') : error);
  };
}
