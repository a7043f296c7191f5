import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { unauthenticated } from '#shared/errors';
import { type TokenUser, userOf } from '../user/tokens.ts';
import { config } from './config.ts';

const cookieName = 'login_token';
/** Milliseconds for which a browser keeps the cookie; the token in it is good for an hour. */
const cookieMs = 86_400_000;

/** Gives the browser the token. Scripts of pages cannot read it, and other sites cannot send it. */
export function keepToken(response: Response, token: string): void {
  response.cookie(cookieName, token, {
    path: '/',
    maxAge: cookieMs,
    httpOnly: true,
    sameSite: 'lax',
    encode: String,
  });
}

/** Takes it back. */
export const dropToken = (response: Response): unknown => response.clearCookie(cookieName, { path: '/' });

/** Whether there is a token at all. */
export const hasToken = (request: Request): boolean => tokenOf(request) !== undefined;

/** Who is logged in. Throws 401. */
export async function loggedIn(request: Request): Promise<TokenUser> {
  const token = tokenOf(request);
  if (token === undefined) throw unauthenticated('you are not logged in');
  const user = await userOf(token, config.TOKEN_SECRET);
  if (user === undefined)
    throw unauthenticated('the log-in has expired or is not valid, please log in again');
  return user;
}

const tokenOf = ({ headers }: Request): string | undefined => parseCookie(headers.cookie ?? '')[cookieName];
