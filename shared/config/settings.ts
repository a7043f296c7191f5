import * as z from 'zod';
import { env, filled, optionalMilliseconds } from './env.ts';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** The variables that every process reads, whatever its service; those of a service are in its `config.ts`. */
export const settings = env({
  /** The address on which servers listen; only the own machine can connect, unless it says otherwise. */
  HOST: filled(z.string().default('127.0.0.1')),
  /** The least level of a log line that is written. */
  LOG_LEVEL: filled(z.enum(levels, `must be one of ${levels.join(', ')}`).default('info')),
  /**
   * Milliseconds that a service waits for another one, unless it says otherwise; absent for the default of the protocol. Longer than
   * a call takes, because where instances come and go, one may have to be started first.
   */
  CALL_DEADLINE_MS: optionalMilliseconds(),
});
