import pino from 'pino';
import { currentTrace } from './context.ts';

/**
 * The log of a service: one JSON object a line on standard output, with the trace of the request in hand.
 * Written through `process.stdout`, because on OpenWhisk these lines are the activation's log.
 */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? 'info',
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => {
      const trace = currentTrace();
      return trace === undefined ? {} : { trace: trace.traceId };
    },
    redact: { paths: ['password', '*.password', 'authorization', '*.authorization'], censor: '<secret>' },
  },
  { write: (line: string) => void process.stdout.write(line) },
);
