import type { RequestHandler } from 'express';

/** Seconds for which a browser remembers the answer. */
const rememberFor = '1800';

/** Answers browsers that ask whether a page of another origin may call: as in the original, any page may. */
export const crossOrigin: RequestHandler = (request, response, next) => {
  const { 'access-control-request-method': method, 'access-control-request-headers': headers } =
    request.headers;
  if (request.method !== 'OPTIONS' || method === undefined) return next();
  response.set({ 'Access-Control-Allow-Methods': method, 'Access-Control-Max-Age': rememberFor });
  if (headers !== undefined) response.set('Access-Control-Allow-Headers', headers);
  response.status(200).end();
};
