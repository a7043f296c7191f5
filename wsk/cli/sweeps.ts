import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '#shared/app/define-app';
import { counted } from '#shared/cli/counted';
import { Failure } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { stopSignal } from '#shared/cli/stop';
import { restOf } from '../deploy/rest.ts';
import type { Target } from '../deploy/target.ts';
import { type Timer, timersOf } from '../deploy/wanted.ts';

/** What a person has to know about timers on a host without alarms: what will not run, and how to fire the triggers. */
export function withoutAlarmsText(app: App, timers: Timer[], { apihost, insecure }: Target): string {
  if (timers.length === 0) return '';
  const curl = `curl -fsS${insecure ? 'k' : ''} -u "$OW_AUTH" -X POST ${apihost}/api/v1/namespaces/_/triggers/`;
  return [
    'This OpenWhisk has no alarms (/whisk.system/alarms), so nothing fires these triggers:',
    ...timers.map(
      ({ trigger, action, minutes }) => `  ${trigger}: ${action}, every ${counted(minutes, 'minute')}`,
    ),
    `Fire them from here until Ctrl-C: npm run deploy -- ${app.name} --fire`,
    'Or by cron, where OW_AUTH is set:',
    ...timers.map(({ trigger, minutes }) => `  ${cronOf(minutes)} ${curl}${trigger}`),
    '',
  ].join('\n');
}

/** The time of a line of cron that comes every so many minutes, or every so many hours for more than an hour. */
const cronOf = (minutes: number): string => {
  if (minutes === 1) return '* * * * *';
  return minutes < 60 ? `*/${minutes} * * * *` : `0 */${Math.floor(minutes / 60)} * * *`;
};

/** Fires the triggers of an application at once and then at their intervals, until the command is told to stop. */
export async function fireTriggers(app: App, target: Target, progress: Progress): Promise<void> {
  const timers = timersOf(app, false);
  if (timers.length === 0) throw new Failure(`${app.title} has no triggers.`, 2);
  const rest = restOf(target);
  await Promise.all(
    timers.map(async ({ trigger, minutes }) => {
      while (!stopSignal.aborted) {
        await rest.post(`_/triggers/${trigger}`, {}).then(
          () => progress.line(`fired ${trigger}`),
          (error: Error) => progress.line(`${trigger} cannot be fired: ${error.message}`),
        );
        await delay(minutes * 60_000, undefined, { signal: stopSignal }).catch(() => undefined);
      }
    }),
  );
}
