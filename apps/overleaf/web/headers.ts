import type { RequestHandler } from 'express';

/** Tells browsers to take an answer for nothing else than it says, to show a page within no other site, and to name it to none. */
export const protectiveHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    'Referrer-Policy': 'same-origin',
  });
  next();
};
