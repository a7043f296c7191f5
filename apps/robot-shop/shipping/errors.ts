import { STATUS_CODES } from 'node:http';
import type { ErrorAnswer } from '#shared/http/service';
import { publicStatus } from '../public-status.ts';

/** Errors as the framework of the original answers them: JSON without a message. */
export const springErrors: ErrorAnswer = (response, status) => {
  const shown = publicStatus(status);
  response.status(shown).json({
    timestamp: new Date().toISOString(),
    status: shown,
    error: STATUS_CODES[shown],
    message: '',
    path: response.req.originalUrl.split('?')[0],
  });
};
