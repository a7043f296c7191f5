import { STATUS_CODES } from 'node:http';
import type { SendError } from '#shared/http/service';
import { publicStatus } from '../public-status.ts';

/** Sends an error as the framework of the original does: JSON without a message. */
export const sendSpringError: SendError = (response, status) => {
  const shown = publicStatus(status);
  response.status(shown).json({
    timestamp: new Date().toISOString(),
    status: shown,
    error: STATUS_CODES[shown],
    message: '',
    path: response.req.originalUrl.split('?')[0],
  });
};
