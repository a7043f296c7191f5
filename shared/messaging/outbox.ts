import { withDeadline } from '../deadline.ts';
import { messageOf } from '../errors.ts';
import { traceHeaders } from '../observe/context.ts';
import type { Part } from '../observe/health.ts';
import { log } from '../observe/log.ts';
import type { Database, Queries } from '../sql/database.ts';
import { coalesce } from './coalesce.ts';
import type { Event } from './event.ts';

/** The table of an outbox, in the database of the sender. */
export const outboxSchema: string[] = [
  `create table if not exists outbox (
    event_id text primary key, type text not null, key text not null, sequence integer not null, payload text not null,
    traceparent text, created_at text not null, sent_at text)`,
  'create index if not exists outbox_unsent on outbox (created_at) where sent_at is null',
];

/** A row of the outbox: an event that the relay sends. */
export interface OutboxRow {
  event_id: string;
  type: string;
  key: string;
  sequence: number;
  payload: string;
  traceparent: string | null;
}

/** Records an event in the transaction of the change that it describes, so that both are committed, or neither. */
export async function recordEvent(statements: Queries, event: Event): Promise<void> {
  await statements.run(
    `insert into outbox (event_id, type, key, sequence, payload, traceparent, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      event.eventId,
      event.type,
      event.key,
      event.sequence,
      JSON.stringify(event),
      traceHeaders().traceparent ?? null,
      new Date().toISOString(),
    ],
  );
}

/** Tells the relay that the outbox holds a new event. If the call is lost, the relay finds the event when it polls. */
export type Announce = () => Promise<unknown>;

/** Milliseconds that the sender of an event waits for the announcement. */
const announceWithinMs = 2000;

/** Announces an event. Resolves also when that fails or takes too long, because the event is recorded. */
export async function announceSafely(announce: Announce): Promise<void> {
  try {
    await withDeadline(announceWithinMs, () => `not within ${announceWithinMs} ms`, announce);
  } catch (error) {
    log.warn({ cause: messageOf(error) }, 'event not announced, the next poll finds it');
  }
}

/** Publishes events to a broker in the given order and resolves when the broker has stored all of them. */
export type Publish = (events: OutboxRow[]) => Promise<unknown>;

const atOnce = 100;

/**
 * The relay of an outbox: publishes its events to a broker, those of one key in order. An event is marked as sent after the broker
 * has stored it, so a crash between the two publishes it twice. Runs one at a time; calls made during a run share another one.
 */
export const outboxRelay = (database: Database, publish: Publish): Announce =>
  coalesce(async () => {
    for (let rows = await unsent(database); rows.length > 0; rows = await unsent(database)) {
      await publish(rows);
      const places = rows.map((_, index) => `$${index + 2}`).join(', ');
      await database.run(`update outbox set sent_at = $1 where event_id in (${places})`, [
        new Date().toISOString(),
        ...rows.map(({ event_id }) => event_id),
      ]);
    }
  });

const unsent = (database: Database): Promise<OutboxRow[]> =>
  database.all<OutboxRow>(
    `select event_id, type, key, sequence, payload, traceparent from outbox
     where sent_at is null order by created_at, sequence limit ${atOnce}`,
  );

/**
 * Runs a relay in a long-lived process: polls for events that were not announced or not sent, and runs at once when it is told to.
 * The caller does not wait for the run.
 */
export function keepSending(relay: Announce, everyMs = 1000): Announce {
  const look = (): void => void announceSafely(relay);
  setInterval(look, everyMs).unref();
  return async () => look();
}

/** Milliseconds after which an event that was not sent counts as held up; a relay looks for such events each second or few. */
const heldUpMs = 10_000;

/** The outbox as a part of a service: healthy when no event in it is held up. */
export const outboxPart = (database: Database): Part => ({
  isHealthy: () =>
    database
      .first('select event_id from outbox where sent_at is null and created_at < $1 limit 1', [
        new Date(Date.now() - heldUpMs).toISOString(),
      ])
      .then(
        (heldUp) => heldUp === undefined,
        () => false,
      ),
});
