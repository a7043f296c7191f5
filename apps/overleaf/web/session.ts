import { parseCookie } from 'cookie';
import type { Request, RequestHandler, Response } from 'express';
import type { ObjectId } from 'mongodb';
import * as z from 'zod';
import type { KeyValue } from '#shared/state/key-value/key-value';
import { openSessions, type Session, type Sessions } from '#shared/state/sessions';
import { config } from './config.ts';
import { newCsrfSecret } from './csrf-tokens.ts';

/** Five days, from the last request on. */
const ttlMs = 5 * 24 * 3600 * 1000;

const dataSchema = z.object({
  csrfSecret: z.string(),
  /** When and from where the session was begun. */
  createdAt: z.iso.datetime(),
  address: z.string(),
  /** The page that was asked for before the log-in. */
  postLoginRedirect: z.string().exactOptional(),
  /** The tokens of the links that somebody without a log-in has followed, by project. */
  anonymousTokens: z.record(z.string(), z.string()),
});

/** What a session remembers. */
export type SessionData = z.output<typeof dataSchema>;

/** The session of a request. */
export interface WebSession {
  data: SessionData;
  /** The id of the user who has logged in. */
  userId?: string;
  change(change: (data: SessionData) => SessionData): Promise<void>;
  /**
   * Puts a new session in the place of this one, with another id and another csrf secret: who has set the old id or knows a token of it
   * gains nothing. It keeps the tokens of links.
   */
  logIn(user: ObjectId): Promise<void>;
  /** Ends the session and begins one without a user. */
  end(): Promise<void>;
  /** Ends all sessions of the user but this one, which gets another id. */
  endOthers(): Promise<void>;
  /** Ends all sessions of any user. */
  endAllOf(user: ObjectId): Promise<void>;
}

/** Opens the sessions of the site in a store. */
export const openWebSessions = (store: KeyValue): Sessions<SessionData> =>
  openSessions({ store, ttlMs, schema: dataSchema });

/** The session of a request: `withSession` has put it there. */
export const sessionIn = ({ locals }: Response): WebSession => locals.session as WebSession;

/** Whether `withSession` has been passed. */
export const hasSession = ({ locals }: Response): boolean => locals.session !== undefined;

/** The id of the session that a request names, whether there is such a session or not. */
export const sessionIdIn = ({ headers }: Request): string =>
  parseCookie(headers.cookie ?? '')[config.COOKIE_NAME] ?? '';

/** Gives each request a session, a new one where it names none, and each response the cookie, whose time begins anew. */
export const withSession =
  (sessions: Sessions<SessionData>): RequestHandler =>
  async (request, response, next) => {
    const named = sessionIdIn(request);
    const found = await sessions.touch(named);
    const session = found ?? newSession(request);
    const id = found === undefined ? await sessions.create(session) : named;
    response.locals.session = opened(sessions, id, session, request, response);
    next();
  };

const newSession = (request: Request): Session<SessionData> => ({
  data: {
    csrfSecret: newCsrfSecret(),
    createdAt: new Date().toISOString(),
    address: request.ip ?? '',
    anonymousTokens: {},
  },
});

function opened(
  sessions: Sessions<SessionData>,
  firstId: string,
  first: Session<SessionData>,
  request: Request,
  response: Response,
): WebSession {
  let id = firstId;
  const session: WebSession = {
    data: first.data,
    ...(first.user !== undefined && { userId: first.user }),
    async change(change) {
      session.data = (await sessions.change(id, change)).data;
    },
    async logIn(user) {
      const { anonymousTokens } = session.data;
      const { data } = newSession(request);
      await replaceBy({ data: { ...data, anonymousTokens }, user: user.toHexString() });
    },
    async end() {
      await replaceBy(newSession(request));
    },
    async endOthers() {
      const { userId } = session;
      if (userId === undefined) return;
      await sessions.destroyAll(userId);
      take(await sessions.create({ data: session.data, user: userId }), { data: session.data, user: userId });
    },
    endAllOf: (user) => sessions.destroyAll(user.toHexString()),
  };
  async function replaceBy(next: Session<SessionData>): Promise<void> {
    // Not by `rotate`, which refuses the second one of two log-ins at the same time.
    await sessions.destroy(id);
    take(await sessions.create(next), next);
  }
  function take(newId: string, { data, user }: Session<SessionData>): void {
    id = newId;
    session.data = data;
    if (user === undefined) delete session.userId;
    else session.userId = user;
    setCookie(response, id);
  }
  setCookie(response, id);
  return session;
}

function setCookie(response: Response, id: string): void {
  response.removeHeader('Set-Cookie');
  response.cookie(config.COOKIE_NAME, id, {
    path: '/',
    maxAge: ttlMs,
    httpOnly: true,
    sameSite: 'lax',
    secure: config.SITE_URL?.startsWith('https:') ?? false,
  });
}
