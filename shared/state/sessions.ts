import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { messageOf, unauthenticated } from '../errors.ts';
import { log } from '../observe/log.ts';
import { blameSystem, parseJson } from '../parse.ts';
import { type KeyValue, update } from './key-value/key-value.ts';

/** The store of the sessions, their lifetime and the schema of their data. */
export interface SessionSettings<Data> {
  store: KeyValue;
  /** Milliseconds that a session lives after it was created, changed, rotated or touched last. */
  ttlMs: number;
  /** The data of a session, which are JSON. */
  schema: z.ZodType<Data>;
}

/** The content of a session. */
export interface Session<Data> {
  data: Data;
  /** The user who has logged in; absent in an anonymous session. */
  user?: string;
}

/**
 * Sessions of people with a browser. An id is 192 random bits in 32 letters; a cookie may hold it. The store knows only a digest
 * of it, so that a reader of the store cannot use a session. Functions that get an id treat any other text as the id of a
 * session that has ended. So they do with a session whose record no longer fits the schema, for example after an update of the
 * service, and log that. Functions that get a session throw `invalid` for one whose JSON does not fit the schema, and change nothing.
 */
export interface Sessions<Data> {
  /** Begins a session and returns its id. */
  create(session: Session<Data>): Promise<string>;
  /** The session, or undefined when it has ended. Its lifetime goes on. */
  read(id: string): Promise<Session<Data> | undefined>;
  /** Changes the data without losing a change made at the same time. Throws `unauthenticated` when the session has ended. */
  change(id: string, change: (data: Data) => Data): Promise<Session<Data>>;
  /** The session, whose lifetime starts anew, or undefined when it has ended. */
  touch(id: string): Promise<Session<Data> | undefined>;
  /**
   * Ends a session, begins another one in its place and returns the new id. Due after a log-in: an attacker who knows the old
   * id, for example because he has set it in the victim's browser, gains nothing. Throws `unauthenticated` when the session has ended.
   */
  rotate(id: string, session: Session<Data>): Promise<string>;
  /** Ends a session, if it has not ended. */
  destroy(id: string): Promise<void>;
  /** Ends all sessions of a user at once, for example after a new password; the caller creates a new one for the browser that is to go on. */
  destroyAll(user: string): Promise<void>;
}

/** A session as it is stored. */
interface Stored<Data> extends Session<Data> {
  /** How often all sessions of the user had been ended when this one began. */
  round?: number;
}

/** Opens sessions on a key-value store. Two keys a user and session: `session:` and a digest of the id, `session-round:` and the user. */
export function openSessions<Data>({ store, ttlMs, schema }: SessionSettings<Data>): Sessions<Data> {
  const record: z.ZodType<Stored<Data>> = z.object({
    data: schema,
    user: z.string().exactOptional(),
    round: z.int().exactOptional(),
  });
  const isId = (id: string): boolean => /^[\w-]{32}$/.test(id);
  const keyOf = (id: string): string => `session:${createHash('sha256').update(id).digest('base64url')}`;
  const roundKey = (user: string): string => `session-round:${user}`;
  const ended = () => unauthenticated('the session has ended: log in');

  // The number of a user never expires: with the number gone, sessions that were ended would go on.
  const roundOf = async (user: string): Promise<number> =>
    Number((await store.get(roundKey(user)))?.value ?? 0);

  /** A session as it is stored, checked as its reader will see it. */
  const checked = (session: Stored<Data>): string => {
    const text = JSON.stringify(session);
    parseJson(record, text, 'the session');
    return text;
  };
  const stored = async ({ data, user }: Session<Data>): Promise<string> =>
    checked(user === undefined ? { data } : { data, user, round: await roundOf(user) });
  async function begin(text: string): Promise<string> {
    const id = randomBytes(24).toString('base64url');
    await store.put(keyOf(id), text, { ttlMs });
    return id;
  }
  const shown = ({ data, user }: Stored<Data>): Session<Data> =>
    user === undefined ? { data } : { data, user };

  /** The record of a session that has not ended. */
  async function find(id: string): Promise<Stored<Data> | undefined> {
    const found = isId(id) ? await store.get(keyOf(id)) : undefined;
    const session = found && readRecord(found.value);
    if (session?.user === undefined) return session;
    return session.round === (await roundOf(session.user)) ? session : undefined;
  }

  function readRecord(text: string): Stored<Data> | undefined {
    try {
      return parseJson(record, text, 'the record of a session', blameSystem);
    } catch (error) {
      log.warn(
        { cause: messageOf(error) },
        'a session has ended, because its record does not fit the schema',
      );
      return undefined;
    }
  }

  return {
    create: async (session) => begin(await stored(session)),
    async read(id) {
      const found = await find(id);
      return found && shown(found);
    },
    async change(id, change) {
      if ((await find(id)) === undefined) throw ended();
      const next = await update(store, keyOf(id), { schema: record, ttlMs }, (held) => {
        if (held === undefined) throw ended();
        const changed = { ...held, data: change(held.data) };
        checked(changed);
        return changed;
      });
      return shown(next);
    },
    async touch(id) {
      const found = await find(id);
      return found && (await store.expire(keyOf(id), ttlMs)) ? shown(found) : undefined;
    },
    async rotate(id, session) {
      const text = await stored(session);
      if ((await find(id)) === undefined || !(await store.delete(keyOf(id)))) throw ended();
      return begin(text);
    },
    async destroy(id) {
      if (isId(id)) await store.delete(keyOf(id));
    },
    async destroyAll(user) {
      await store.increment(roundKey(user));
    },
  };
}
