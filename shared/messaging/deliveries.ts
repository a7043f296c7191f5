import * as z from 'zod';
import type { ActionClient } from '../actions/client.ts';
import { messageOf } from '../errors.ts';
import { log } from '../observe/log.ts';
import { blameSystem, parseJson } from '../parse.ts';
import type { Database } from '../sql/database.ts';
import { coalesce } from './coalesce.ts';
import { invokeSubscriber } from './invoke-subscriber.ts';
import type { Announce, OutboxRow } from './outbox.ts';
import { attemptsAtMost, verdictOn } from './retry.ts';

/** Without a broker the sender has to know its subscribers: for each type of event the actions that receive it. */
export type Subscribers = Record<string, readonly ActionClient[]>;

/** The table of deliveries, beside the outbox. One that is done and has an error was set aside; see `set-aside.ts`. */
export const deliverySchema: string[] = [
  `create table if not exists delivery (
    event_id text not null, action text not null, key text not null, sequence integer not null,
    attempts integer not null, next_attempt_at text not null, last_error text, done_at text,
    primary key (event_id, action))`,
  'create index if not exists delivery_due on delivery (action, next_attempt_at) where done_at is null',
  'create index if not exists delivery_set_aside on delivery (event_id) where done_at is not null and last_error is not null',
];

/** Concurrent deliveries to one subscriber; others wait in the table. */
const atOnce = 8;
/** New events that one statement plans; few, so that a subscriber is not flooded before its load is known again. */
const plannedAtOnce = 4;
/** Milliseconds that a subscriber may take, and after which a delivery counts as lost because its process has died. */
const deadlineMs = 10_000;
const leaseMs = 12_000;
/** Milliseconds from a failed attempt to the next one: doubled each time, up to a minute. */
const waitMs = (attempts: number): number => Math.min(60_000, 200 * 2 ** attempts);
/** The same after an outage, whose attempts do not count: as long as the event has been waiting already. */
const outageWaitMs = (createdAt: string): number =>
  Math.min(60_000, Math.max(400, Date.now() - Date.parse(createdAt)));

const now = (afterMs = 0): string => new Date(Date.now() + afterMs).toISOString();

/** A delivery that this process has claimed. */
interface Claimed extends Pick<OutboxRow, 'event_id' | 'payload' | 'traceparent'> {
  action: string;
  /** Attempts that count, this one included. */
  attempts: number;
  created_at: string;
}

/**
 * Delivers the events of an outbox to the actions of their subscribers, in parallel, each subscriber at its own pace: a subscriber
 * that is down or slow delays no other one. A delivery is retried until its action has succeeded, or it is set aside, as `retry.ts`
 * decides by the action's error. Events of one key reach a subscriber in order. It runs on PostgreSQL only, because it claims rows with `skip locked`, which SQLite does not have.
 */
export function deliveries(database: Database, subscribers: Subscribers): Announce {
  const pairs = Object.entries(subscribers).flatMap(([type, clients]) =>
    clients.map(({ name }) => ({ type, action: name })),
  );
  const clients = new Map(
    Object.values(subscribers).flatMap((list) => list.map((client) => [client.name, client])),
  );
  const actions = [...new Set(pairs.map(({ action }) => action))];
  const underWay = new Map(actions.map((action) => [action, 0]));
  const roomOf = (action: string): number => atOnce - (underWay.get(action) ?? 0);

  /**
   * Inserts the deliveries of new events. The first event of a key to a subscriber with spare concurrency is claimed in the same
   * statement and returned, so that it is delivered at once.
   */
  const plan = (): Promise<Claimed[]> => {
    const values = [now(), now(leaseMs), ...pairs.flatMap(({ type, action }) => [type, action])];
    const places = pairs
      .map(({ action }, at) => `($${2 * at + 3}, $${2 * at + 4}, ${roomOf(action) >= plannedAtOnce})`)
      .join(', ');
    return database.all<Claimed>(
      `with taken as (
         update outbox set sent_at = $1 where event_id in (
           select event_id from outbox where sent_at is null order by created_at, sequence
           limit ${plannedAtOnce} for update skip locked)
         returning event_id, type, key, sequence, payload, traceparent, created_at),
       planned as (
         insert into delivery (event_id, action, key, sequence, attempts, next_attempt_at)
         select event_id, action, key, sequence, case when sequence = 1 and free then 1 else 0 end,
           case when sequence = 1 and free then $2 else $1 end
         from taken join (values ${places}) as wanted (type, action, free) using (type)
         on conflict do nothing returning event_id, action, attempts)
       select event_id, payload, traceparent, created_at, action, attempts from planned join taken using (event_id)`,
      values,
    );
  };

  /** Claims the due deliveries of a subscriber that wait for no earlier event of their key. */
  const claim = (action: string): Promise<Claimed[]> =>
    database.all<Claimed>(
      `with due as (
         select d.event_id from delivery d
         where d.action = $1 and d.done_at is null and d.next_attempt_at <= $2 and not exists (
           select 1 from delivery earlier
           where earlier.action = d.action and earlier.key = d.key and earlier.sequence < d.sequence
             and earlier.done_at is null)
         order by d.next_attempt_at limit ${Math.max(1, roomOf(action))} for update skip locked)
       update delivery set attempts = attempts + 1, next_attempt_at = $3
       from due, outbox o
       where delivery.event_id = due.event_id and delivery.action = $1 and o.event_id = due.event_id
       returning o.event_id, o.payload, o.traceparent, o.created_at, delivery.action, delivery.attempts`,
      [action, now(), now(leaseMs)],
    );

  /** Invokes the subscriber with an event and records the result; never rejects. */
  async function deliver(claimed: Claimed): Promise<void> {
    const { event_id, action, payload, traceparent } = claimed;
    const body = parseJson(z.unknown(), payload, `event ${event_id}`, blameSystem);
    underWay.set(action, (underWay.get(action) ?? 0) + 1);
    try {
      const client = clients.get(action);
      if (client === undefined) throw new Error(`${action} is no longer a subscriber`);
      await invokeSubscriber(client, traceparent === null ? { body } : { body, traceparent }, deadlineMs);
      await database.run(
        'update delivery set done_at = $1, last_error = null where event_id = $2 and action = $3',
        [now(), event_id, action],
      );
    } catch (error) {
      // If this fails too, the lease ends and the event is delivered again.
      await recordFailure(claimed, error).catch(() => undefined);
    } finally {
      underWay.set(action, (underWay.get(action) ?? 0) - 1);
    }
  }

  async function recordFailure(claimed: Claimed, error: unknown): Promise<void> {
    const { event_id, action, attempts, created_at } = claimed;
    const cause = messageOf(error);
    const verdict = verdictOn(error);
    const isSetAside = verdict === 'never' || (verdict === 'counted' && attempts >= attemptsAtMost);
    const line = { action, eventId: event_id, attempts, cause };
    if (isSetAside) log.error(line, 'event set aside');
    else log.warn(line, 'event not delivered');
    const isOutage = verdict === 'again';
    await database.run(
      `update delivery set attempts = $1, next_attempt_at = $2, done_at = $3, last_error = $4
       where event_id = $5 and action = $6`,
      [
        isOutage ? attempts - 1 : attempts,
        now(isOutage ? outageWaitMs(created_at) : waitMs(attempts)),
        isSetAside ? now() : null,
        cause,
        event_id,
        action,
      ],
    );
  }

  /** Delivers all due events of a subscriber, batch after batch. */
  const deliverDue = new Map(
    actions.map((action) => [
      action,
      coalesce(async () => {
        for (let claimed = await claim(action); claimed.length > 0; claimed = await claim(action))
          await Promise.all(claimed.map(deliver));
      }),
    ]),
  );

  const dueActions = async (): Promise<string[]> => {
    const rows = await database.all<{ action: string }>(
      'select distinct action from delivery where done_at is null and next_attempt_at <= $1',
      [now()],
    );
    return rows.map(({ action }) => action);
  };

  return async () => {
    const work: Promise<unknown>[] = [];
    for (let planned = await plan(); planned.length > 0; planned = await plan())
      work.push(...planned.filter(({ attempts }) => attempts === 1).map(deliver));
    for (const action of await dueActions()) work.push(deliverDue.get(action)?.() ?? Promise.resolve());
    await Promise.all(work);
  };
}
