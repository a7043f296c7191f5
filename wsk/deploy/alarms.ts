import * as z from 'zod';
import { Refused, type Rest } from './rest.ts';

/** The full name of the feed, and the path of its action. */
export const feedName = '/whisk.system/alarms/interval';
export const feedAction = 'whisk.system/actions/alarms/interval';

/** The alarms of the triggers of a namespace. */
export interface Alarms {
  /** The minutes between two fires of a trigger; undefined when it has no alarm, or that cannot be known. */
  minutesOf(trigger: string): Promise<number | undefined>;
  set(trigger: string, minutes: number): Promise<void>;
  clear(trigger: string): Promise<void>;
}

const reading = z
  .object({ response: z.object({ result: z.object({ config: z.object({ minutes: z.coerce.number() }) }) }) })
  .optional()
  .catch(undefined);

/** The alarms that the feed of a host keeps for the owner of a key. */
export function alarmsOf(rest: Rest, namespace: string, authKey: string): Alarms {
  const path = `${feedAction}?blocking=true`;
  const event = (lifecycleEvent: string, trigger: string, more: object = {}): object => ({
    lifecycleEvent,
    triggerName: `/${namespace}/${trigger}`,
    authKey,
    ...more,
  });
  const clear = async (trigger: string): Promise<void> => {
    // A feed answers with an error when it has no alarm for the trigger.
    await rest.post(path, event('DELETE', trigger)).catch(onlyRefused);
  };
  return {
    async minutesOf(trigger) {
      const read = await rest.ask(reading, path, event('READ', trigger)).catch(onlyRefused);
      return read?.response.result.config.minutes;
    },
    async set(trigger, minutes) {
      await clear(trigger);
      await rest.post(path, event('CREATE', trigger, { minutes }));
    },
    clear,
  };
}

function onlyRefused(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
}
