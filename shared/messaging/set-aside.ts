import type { Database } from '../sql/database.ts';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';

/**
 * The events that `deliveries` has set aside, in the sender's database: a letter for each action that has not taken the event. A
 * replay makes all deliveries of the event that were set aside due again.
 */
export const setAside = (database: Database): DeadLetters => ({
  dead: () =>
    database.all<DeadLetter>(
      `select event_id as "eventId", o.type, o.key, d.attempts, d.action || ': ' || d.last_error as error,
         d.done_at as "failedAt"
       from delivery d join outbox o using (event_id)
       where d.done_at is not null and d.last_error is not null order by d.done_at desc`,
    ),
  async replay(eventId) {
    const due = await database.run(
      `update delivery set done_at = null, attempts = 0, next_attempt_at = $1
       where event_id = $2 and done_at is not null and last_error is not null`,
      [new Date().toISOString(), eventId],
    );
    return due > 0;
  },
});
