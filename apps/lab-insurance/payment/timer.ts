import * as z from 'zod';
import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';

/** Does a job now, and again and again as long as the process lives; when it fails, the next time is another try. */
export function repeat(everyMinutes: number, job: () => Promise<unknown>): void {
  const run = (): void =>
    void job().catch((error: unknown) =>
      log.error({ cause: messageOf(error) }, 'bank statements not imported'),
    );
  run();
  setInterval(run, everyMinutes * 60_000).unref();
}

/** Minutes from one look for statements to the next, given as text; at most as long as timers can wait. */
export const minutes = () =>
  z.coerce
    .number('must be a number of minutes')
    .positive('must be more than 0')
    .max(35_000, 'must be at most 35000')
    .default(480);
