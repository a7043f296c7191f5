import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { HttpError } from '#shared/http/errors';
import { errorHandler, service } from '#shared/http/service';
import { parse } from '#shared/parse';
import { inWords } from '../errors.ts';
import { config } from './config.ts';

const settings = {
  latencyMs: config.PAYMENT_PROVIDER_LATENCY_MS,
  failurePercent: config.PAYMENT_PROVIDER_FAILURE_PERCENT,
};

const change = z.strictObject({
  latencyMs: z.int().min(0).max(60_000).default(settings.latencyMs),
  failurePercent: z.number().min(0).max(100).default(settings.failurePercent),
});

const limits = 'latencyMs must be 0 to 60000, failurePercent 0 to 100, and nothing else';

/** Stands for the payment provider's system: as slow and as faulty as one wants it to be. */
export const paymentProvider = service('payment-provider');

paymentProvider.get('/health', (_request, response) => void response.send('OK'));

paymentProvider.get('/', async (_request, response) => {
  const { latencyMs, failurePercent } = settings;
  if (latencyMs > 0) await delay(latencyMs);
  if (Math.random() * 100 < failurePercent) throw new HttpError(502, 'the payment provider is out of order');
  response.send('OK');
});

paymentProvider.get('/settings', (_request, response) => void response.json(settings));

// What is left out goes back to what it was at the start.
paymentProvider.put('/settings', (request, response) => {
  response.json(Object.assign(settings, parse(change, request.body ?? {}, 'body', inWords(limits))));
});

paymentProvider.use(errorHandler());
