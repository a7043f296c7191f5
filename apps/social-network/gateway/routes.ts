import type { Request, Response } from 'express';
import * as z from 'zod';
import { isKind, messageOf, unauthenticated } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { ErrorCode, type Post, ServiceException } from '../social-network.ts';
import type { Services } from './clients.ts';
import { id, inputsOf, list, newRequestId, number, readId, text } from './inputs.ts';
import { postsJson } from './posts.ts';

/** Runs a call; its failure is 500 with the original's words before it, a refused log-in 401. */
export async function orFail<Result>(prefix: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (isKind(error, 'invalid')) throw error;
    const words = `${prefix}: ${messageOf(error)}`;
    if (error instanceof ServiceException && error.errorCode === ErrorCode.SE_UNAUTHORIZED)
      throw unauthenticated(words, error);
    throw new HttpError(500, words, { cause: error });
  }
}

const named = z.object({ user_id: text.optional(), followee_id: text.optional() });
const byId = z.object({ user_id: id, followee_id: id });
const byName = z.object({ user_name: text, followee_name: text });

/** Who follows whom, by id or by name. */
export async function follow(
  { socialGraph }: Services,
  request: Request,
  how: 'Follow' | 'Unfollow',
): Promise<void> {
  const req_id = newRequestId();
  const { user_id, followee_id } = inputsOf(named, request);
  if (user_id !== undefined && followee_id !== undefined) {
    const ids = inputsOf(byId, request);
    await orFail(`${how} Failed`, () => socialGraph[how]({ req_id, ...ids }));
    return;
  }
  const names = inputsOf(byName, request);
  const users = { user_username: names.user_name, followee_username: names.followee_name };
  await orFail(`${how} Failed`, () => socialGraph[`${how}WithUsername`]({ req_id, ...users }));
}

const post = z.object({
  text,
  post_type: number,
  media_ids: list(readId),
  media_types: list((item) => (typeof item === 'string' ? item : undefined)),
});

/** Makes a post of the form's fields. */
export async function compose(
  { composePost }: Services,
  request: Request,
  author: { user_id: bigint; username: string },
): Promise<void> {
  const args = { req_id: newRequestId(), ...author, ...inputsOf(post, request) };
  await orFail('compose_post failure', () => composePost.ComposePost(args));
}

const range = z.object({ start: number, stop: number });

/** Sends the posts of a timeline between `start` and `stop`. */
export async function timeline(
  request: Request,
  response: Response,
  name: 'home-timeline' | 'user-timeline',
  read: (req_id: bigint, start: number, stop: number) => Promise<Post[]>,
): Promise<void> {
  const { start, stop } = inputsOf(range, request);
  const posts = await orFail(`Get ${name} failure`, () => read(newRequestId(), start, stop));
  response.type('json').send(postsJson(posts));
}
