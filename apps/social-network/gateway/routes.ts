import type { Request, Response } from 'express';
import { HttpError } from '#shared/http/errors';
import { ErrorCode, type Post, ServiceException } from '../social-network.ts';
import { type Inputs, inputsOf, newRequestId, readId } from './inputs.ts';
import { postsJson } from './posts.ts';
import type { Services } from './services.ts';

/** Runs a call; its failure is 500 with the original's words before it, a refused log-in 401. */
export async function orFail<Result>(prefix: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof HttpError) throw error;
    const status =
      error instanceof ServiceException && error.errorCode === ErrorCode.SE_UNAUTHORIZED ? 401 : 500;
    throw new HttpError(status, `${prefix}: ${(error as Error).message}`, { cause: error });
  }
}

/** Who follows whom, by id or by name. */
export async function follow(
  { socialGraph }: Services,
  input: Inputs,
  how: 'Follow' | 'Unfollow',
): Promise<void> {
  const req_id = newRequestId();
  const byId = input.maybe('user_id') !== undefined && input.maybe('followee_id') !== undefined;
  const call = byId
    ? () => socialGraph[how]({ req_id, user_id: input.id('user_id'), followee_id: input.id('followee_id') })
    : () =>
        socialGraph[`${how}WithUsername`]({
          req_id,
          user_username: input.text('user_name'),
          followee_username: input.text('followee_name'),
        });
  await orFail(`${how} Failed`, call);
}

/** Makes a post of the form's fields. */
export async function compose(
  { composePost }: Services,
  request: Request,
  author: { user_id: bigint; username: string },
): Promise<void> {
  const input = inputsOf(request);
  const args = {
    req_id: newRequestId(),
    ...author,
    text: input.text('text'),
    post_type: input.number('post_type'),
    media_ids: input.list('media_ids', readId),
    media_types: input.list('media_types', (item) => (typeof item === 'string' ? item : undefined)),
  };
  await orFail('compose_post failure', () => composePost.ComposePost(args));
}

/** Sends the posts of a timeline between `start` and `stop`. */
export async function timeline(
  request: Request,
  response: Response,
  name: 'home-timeline' | 'user-timeline',
  read: (req_id: bigint, start: number, stop: number) => Promise<Post[]>,
): Promise<void> {
  const input = inputsOf(request);
  const [start, stop] = [input.number('start'), input.number('stop')];
  const posts = await orFail(`Get ${name} failure`, () => read(newRequestId(), start, stop));
  response.type('json').send(postsJson(posts));
}
