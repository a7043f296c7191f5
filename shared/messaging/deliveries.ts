import { log } from '../observe/log.ts';
import type { Database } from '../sql/database.ts';
import type { Announce, OutboxRow } from './outbox.ts';
import { toAction } from './to-action.ts';

/** Without a broker the sender has to know who wants its events: for each type the actions that take them. */
export type Subscribers = Record<string, readonly string[]>;

/** The table of who still has to get what; beside the outbox. */
export const deliverySchema: string[] = [
  `create table if not exists delivery (
    event_id text not null, action text not null, key text not null, sequence integer not null,
    attempts integer not null, next_attempt_at text not null, last_error text, done_at text,
    primary key (event_id, action))`,
  'create index if not exists delivery_due on delivery (action, next_attempt_at) where done_at is null',
];

/** Deliveries to one subscriber at the same time: what is more waits in the table. */
const atOnce = 8;
/** Milliseconds that a subscriber may take, and after which a delivery counts as lost with the process that made it. */
const deadlineMs = 10_000;
const leaseMs = 12_000;
/** Milliseconds from a failed attempt to the next: doubled each time, up to a minute. */
const waitMs = (attempts: number): number => Math.min(60_000, 200 * 2 ** attempts);

type Claimed = OutboxRow & { attempts: number };

/**
 * Delivers the events of an outbox to their subscribers' actions, in parallel, each subscriber at its own pace: one that is
 * down or slow holds up nobody else. A delivery is done when its action has succeeded, and is tried again until then.
 * Events of a key reach a subscriber in order. Runs on PostgreSQL only, because rows are claimed with `skip locked`, which
 * SQLite does not have and a single process does not need.
 */
export function deliveries(database: Database, subscribers: Subscribers): Announce {
  const actions = [...new Set(Object.values(subscribers).flat())];
  let running: Promise<void> | undefined;
  let again = false;

  /** Writes down for each new event who is to get it. */
  const plan = (): Promise<unknown> =>
    database.transaction(async (statements) => {
      const events = await statements.all<OutboxRow>(
        'select * from outbox where sent_at is null order by created_at limit 100 for update skip locked',
      );
      const now = new Date().toISOString();
      for (const { event_id, type, key, sequence } of events) {
        for (const action of subscribers[type] ?? []) {
          await statements.run(
            `insert into delivery (event_id, action, key, sequence, attempts, next_attempt_at)
             values ($1, $2, $3, $4, 0, $5) on conflict do nothing`,
            [event_id, action, key, sequence, now],
          );
        }
        await statements.run('update outbox set sent_at = $1 where event_id = $2', [now, event_id]);
      }
    });

  const claim = (action: string): Promise<Claimed[]> =>
    database.all<Claimed>(
      `with due as (
         select d.event_id from delivery d
         where d.action = $1 and d.done_at is null and d.next_attempt_at <= $2 and not exists (
           select 1 from delivery earlier
           where earlier.action = d.action and earlier.key = d.key and earlier.sequence < d.sequence
             and earlier.done_at is null)
         order by d.next_attempt_at limit ${atOnce} for update skip locked)
       update delivery set attempts = attempts + 1, next_attempt_at = $3
       from due, outbox o
       where delivery.event_id = due.event_id and delivery.action = $1 and o.event_id = due.event_id
       returning o.event_id, o.type, o.key, o.sequence, o.payload, o.traceparent, delivery.attempts`,
      [action, new Date().toISOString(), new Date(Date.now() + leaseMs).toISOString()],
    );

  async function deliver(
    action: string,
    { event_id, payload, traceparent, attempts }: Claimed,
  ): Promise<void> {
    const body: unknown = JSON.parse(payload);
    try {
      await toAction(action, traceparent === null ? { body } : { body, traceparent }, deadlineMs);
      await database.run(
        'update delivery set done_at = $1, last_error = null where event_id = $2 and action = $3',
        [new Date().toISOString(), event_id, action],
      );
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      log.warn({ action, eventId: event_id, attempts, cause }, 'event not delivered');
      await database.run(
        'update delivery set next_attempt_at = $1, last_error = $2 where event_id = $3 and action = $4',
        [new Date(Date.now() + waitMs(attempts)).toISOString(), cause, event_id, action],
      );
    }
  }

  async function deliverAll(action: string): Promise<void> {
    for (let claimed = await claim(action); claimed.length > 0; claimed = await claim(action)) {
      await Promise.all(claimed.map((row) => deliver(action, row)));
    }
  }

  async function round(): Promise<void> {
    do {
      again = false;
      await plan();
      await Promise.all(actions.map(deliverAll));
    } while (again);
  }

  return () => {
    again = true;
    running ??= round().finally(() => {
      running = undefined;
    });
    return running;
  };
}
