import * as z from 'zod';
import { call, failure, readResponse } from '#shared/http/client';
import { config } from './config.ts';
import { authorization } from './credentials.ts';
import { EditorError, notAuthorized } from './errors.ts';

/** A user as the others in the project see her. */
export interface User {
  _id: string;
  first_name: string;
  last_name: string;
  email: string;
}

/** The session of a browser. */
export interface Session {
  user: User;
  /** The tokens of links by which somebody without an account may open projects, by the id of the project. */
  anonymousTokens: Record<string, string>;
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const user = z.object({ _id: z.string(), first_name: text, last_name: text, email: text });
const session = z.object({
  user: user.nullable(),
  anonymousTokens: z.record(z.string(), z.string()).default({}),
});

export const anonymous: User = { _id: 'anonymous-user', first_name: '', last_name: '', email: '' };

/** The session of a browser, by its cookies; undefined when it has none. */
export async function sessionOf(cookie: string | undefined): Promise<Session | undefined> {
  if (cookie === undefined) return undefined;
  const answer = await call(`${config.WEB_URL}/session`, { headers: { authorization, cookie } });
  if (answer.status === 401) return undefined;
  if (answer.status !== 200) throw failure('web', answer);
  const { user: known, anonymousTokens } = readResponse(session, answer, 'the session');
  return { user: known ?? anonymous, anonymousTokens };
}

const joined = z.object({
  project: z.looseObject({}),
  privilegeLevel: z.union([z.string(), z.literal(false), z.null()]).optional(),
  isRestrictedUser: z.boolean().default(false),
});

/** What a user may see of a project. */
export interface Joined {
  project: object;
  privilege: string;
  isRestricted: boolean;
}

/** Asks web whether a user may open a project, with the token of a link if there is one. Throws what the editor is to learn. */
export async function askToJoin(project: string, { _id }: User, token: string | undefined): Promise<Joined> {
  const url = `${config.WEB_URL}/project/${project}/join?user_id=${encodeURIComponent(_id)}`;
  const headers = { authorization, ...(token !== undefined && { 'x-sl-anonymous-access-token': token }) };
  const answer = await call(url, { method: 'POST', headers });
  if (answer.status === 403) throw notAuthorized();
  if (answer.status === 404) throw new EditorError('project not found', { code: 'ProjectNotFound' });
  if (answer.status === 429)
    throw new EditorError('rate-limit hit when joining project', { code: 'TooManyRequests' });
  if (answer.status !== 200) throw failure('web', answer);
  const given = readResponse(joined, answer, 'the project');
  if (!given.privilegeLevel) throw notAuthorized();
  return { project: given.project, privilege: given.privilegeLevel, isRestricted: given.isRestrictedUser };
}
