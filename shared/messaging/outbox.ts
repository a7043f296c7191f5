import { withDeadline } from '../deadline.ts';
import { messageOf } from '../errors.ts';
import { traceHeaders } from '../observe/context.ts';
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

/** An event on its way out. */
export interface OutboxRow {
  event_id: string;
  type: string;
  key: string;
  sequence: number;
  payload: string;
  traceparent: string | null;
}

/** Writes an event down in the transaction of what has happened: there are both, or neither. */
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

/** Tells whoever passes events on that there is one in the outbox; when that is lost, a later look finds the event. */
export type Announce = () => Promise<unknown>;

/** Milliseconds that an announcement may hold up whoever makes it. */
const announceWithinMs = 2000;

/** Announces, and goes on also when that fails or takes long, because the event is written down. */
export async function announceSafely(announce: Announce): Promise<void> {
  try {
    await withDeadline(announceWithinMs, () => `not within ${announceWithinMs} ms`, announce);
  } catch (error) {
    log.warn({ cause: messageOf(error) }, 'event not announced, a later look finds it');
  }
}

/** Puts events into a broker, in the order given, and returns when it has them all. */
export type Publish = (events: OutboxRow[]) => Promise<unknown>;

const atOnce = 100;

/**
 * Passes the events of an outbox on to a broker, those of a key in their order. An event is marked after the
 * broker has it; a crash between the two sends it twice. One run at a time: who asks meanwhile waits for another round.
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
 * Runs a relay in a process that lives on: looks again and again for what was not announced or could not be sent, and at once
 * when told to, which waits for nothing.
 */
export function keepSending(relay: Announce, everyMs = 1000): Announce {
  const look = (): void => void announceSafely(relay);
  setInterval(look, everyMs).unref();
  return async () => look();
}
