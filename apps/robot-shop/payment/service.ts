import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Express } from 'express';
import pLimit from 'p-limit';
import { notFound } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { errorHandler, service } from '#shared/http/service';
import type { Parts } from '#shared/observe/health';
import { sendRobotShopError } from '../errors.ts';
import { textHealth } from '../health.ts';
import { config } from './config.ts';
import { countSale, metrics } from './metrics.ts';
import type { QueueOrder } from './orders.ts';
import { pay } from './pay.ts';
import { findOrder, mongo } from './records.ts';

/**
 * Turns a cart into a paid order; `queueOrder` hands it to dispatch. `parts` are what a form needs besides the database.
 */
export function payment(queueOrder: QueueOrder, parts: Parts = {}): Express {
  const app = service('payment');
  const limit = pLimit(config.PAYMENT_WORKERS || Number.POSITIVE_INFINITY);

  app.get('/health', textHealth({ MongoDB: mongo, ...parts }));

  app.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });

  app.post('/pay/:id', async (request, response) => {
    const { order, isFirst } = await limit(() => pay(request.params.id, request.body, queueOrder));
    if (isFirst) countSale(order.cart);
    response.json({ orderid: order._id });
  });

  app.get('/order/:orderid', async (request, response) => {
    const order = await findOrder(request.params.orderid);
    if (order === null || order.status === 'withdrawn') throw notFound('order not found');
    response.json({ orderid: order._id, user: order.user, status: order.status });
  });

  app.use(() => {
    throw new HttpError(
      500,
      '404 Not Found: The requested URL was not found on the server. ' +
        'If you entered the URL manually please check your spelling and try again.',
    );
  });
  app.use(asFlask);
  app.use(errorHandler(sendRobotShopError));
  return app;
}

/** The original answers a body that its framework refuses with 500, and says in the text what it was. */
const asFlask: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
  const isPath = error instanceof URIError;
  const isFrameworks =
    error instanceof Error && !(error instanceof HttpError) && !isPath && 'status' in error;
  if (!isFrameworks) return next(error);
  const status = Number(error.status);
  const text =
    status === 400
      ? 'The browser (or proxy) sent a request that this server could not understand.'
      : error.message;
  next(new HttpError(500, `${status} ${STATUS_CODES[status]}: ${text}`, { cause: error }));
};
