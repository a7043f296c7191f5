import pino from 'pino';
import { settings } from '../config/settings.ts';
import { messageOf } from '../errors.ts';
import { currentTrace } from './context.ts';

/**
 * The log of a service: one JSON object a line on standard output, with the trace of the request in hand.
 * Written through `process.stdout`, because on OpenWhisk these lines are the activation's log.
 */
export const log = pino(
  {
    level: settings.LOG_LEVEL,
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => {
      const trace = currentTrace();
      return trace === undefined ? {} : { trace: trace.traceId };
    },
    serializers: { error: shown },
    redact: { paths: ['password', '*.password', 'authorization', '*.authorization'], censor: '<secret>' },
  },
  { write: (line: string) => void process.stdout.write(line) },
);

/** An error with its stack and its cause, and without its own fields, which may hold what somebody has sent. */
function shown(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: messageOf(cause) }) };
}
