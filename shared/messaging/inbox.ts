import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { messageOf } from '../errors.ts';
import { log } from '../observe/log.ts';
import { blameSystem, parse, parseJson } from '../parse.ts';
import type { Database, Queries } from '../sql/database.ts';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';
import type { Event } from './event.ts';
import type { Receive } from './message.ts';
import { attemptsAtMost, verdictOn } from './retry.ts';
import { inWords } from './unreadable.ts';

/** The tables of an inbox, in the database of the consumer, so that an event and its effect are one transaction. */
export const inboxSchema: string[] = [
  `create table if not exists inbox (
    event_id text primary key, type text not null, key text not null, sequence integer not null, processed_at text not null)`,
  'create index if not exists inbox_key on inbox (key)',
  `create table if not exists failed_event (
    event_id text primary key, type text not null, key text not null, payload text not null,
    attempts integer not null, error text not null, failed_at text not null, dead integer not null)`,
];

/** An event that was handled. */
export interface Processed {
  eventId: string;
  type: string;
  sequence: number;
  processedAt: string;
}

/** The inbox of a consumer handles each event once, however often it is delivered. */
export interface Inbox extends DeadLetters {
  /**
   * Handles a delivery. Throws when it must be delivered again; an event that has failed too often, or that is invalid, is set
   * aside instead, so that it holds up nobody. `retry.ts` decides by the error that `handle` throws.
   */
  receive: Receive;
  /** The handled events of a key, in order. */
  processed(key: string): Promise<Processed[]>;
}

/** Creates the inbox of a consumer in its own database. `handle` runs all its statements in the transaction that it is given. */
export function createInbox<E extends Event>(
  database: Database,
  consumer: string,
  schema: z.ZodType<E>,
  handle: (event: E, statements: Queries) => Promise<unknown>,
): Inbox {
  const process = (event: E): Promise<void> =>
    database.transaction(async (statements) => {
      const { eventId, type, key, sequence } = event;
      const isNew = await statements.run(
        `insert into inbox (event_id, type, key, sequence, processed_at) values ($1, $2, $3, $4, $5)
         on conflict (event_id) do nothing`,
        [eventId, type, key, sequence, new Date().toISOString()],
      );
      if (isNew === 1) await handle(event, statements);
    });

  async function receive(delivery: unknown): Promise<void> {
    const payload = JSON.stringify(delivery) ?? 'nothing';
    let event: E;
    try {
      event = parse(schema, delivery, 'event');
    } catch (error) {
      // It stays unreadable, and must not hold up the events after it. Its hash is its id.
      const eventId = createHash('sha256').update(payload).digest('hex');
      const why = inWords(delivery) ?? error;
      await fail({ eventId, type: 'unreadable', key: '-' }, payload, why, attemptsAtMost);
      return;
    }
    try {
      await process(event);
    } catch (error) {
      const verdict = verdictOn(error);
      if (verdict === 'again') throw error;
      const attempts = await fail(event, payload, error, verdict === 'never' ? attemptsAtMost : 1);
      if (attempts < attemptsAtMost) throw error;
    }
  }

  async function fail(
    { eventId, type, key }: Pick<Event, 'eventId' | 'type' | 'key'>,
    payload: string,
    error: unknown,
    attempts: number,
  ): Promise<number> {
    const text = messageOf(error);
    const row = await database.first<{ attempts: number }>(
      `insert into failed_event (event_id, type, key, payload, attempts, error, failed_at, dead)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (event_id) do update set
         attempts = failed_event.attempts + excluded.attempts, error = excluded.error, failed_at = excluded.failed_at,
         dead = case when failed_event.attempts + excluded.attempts >= ${attemptsAtMost} then 1 else 0 end
       returning attempts`,
      [
        eventId,
        type,
        key,
        payload,
        attempts,
        text,
        new Date().toISOString(),
        attempts < attemptsAtMost ? 0 : 1,
      ],
    );
    const made = row?.attempts ?? attempts;
    log.error(
      { consumer, eventId, attempts: made, cause: text },
      made < attemptsAtMost ? 'event not handled' : 'event set aside',
    );
    return made;
  }

  return {
    receive,
    processed: (key) =>
      database.all<Processed>(
        `select event_id as "eventId", type, sequence, processed_at as "processedAt" from inbox
         where key = $1 order by sequence`,
        [key],
      ),
    dead: () =>
      database.all<DeadLetter>(
        `select event_id as "eventId", type, key, attempts, error, failed_at as "failedAt" from failed_event
         where dead = 1 and not exists (select 1 from inbox where inbox.event_id = failed_event.event_id)
         order by failed_at desc`,
      ),
    async replay(eventId) {
      const failed = await database.first<{ payload: string }>(
        `select payload from failed_event where event_id = $1 and dead = 1
         and not exists (select 1 from inbox where inbox.event_id = failed_event.event_id)`,
        [eventId],
      );
      if (failed === undefined) return false;
      await process(parseJson(schema, failed.payload, `event ${eventId}`, blameSystem));
      return true;
    },
  };
}
