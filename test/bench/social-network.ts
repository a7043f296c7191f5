import { apps } from '#apps/apps';
import type { Deployment } from '#compose/local/deployment';
import type { RunnableApp } from '#shared/app/runnable-app';
import { call } from '#shared/http/client';
import { type Task, unprepared } from './load.ts';
import { letters, randomId } from './store-post/post.ts';
import { timed, traceparentOf } from './timed.ts';

const app = apps['social-network'] as RunnableApp;
const users = 30;
const followersEach = 10;

async function send(
  deployment: Deployment,
  path: string,
  form?: Record<string, string>,
  traceparent = '',
): Promise<void> {
  const query = new URLSearchParams(form).toString();
  const { status, text } = await call(`${deployment.url}${path}?${query}`, {
    headers: { traceparent },
    deadlineMs: 30_000,
  });
  if (status !== 200) throw new Error(`${path} responds with ${status}: ${text}`);
}

/** Registers users, each of which follows the next ten, like a small version of the original's graph. */
async function people(deployment: Deployment): Promise<string[]> {
  const ids = Array.from({ length: users }, () => `${randomId()}`);
  for (const user_id of ids) {
    const names = { first_name: 'f', last_name: 'l', username: `username_${user_id}`, password: 'p' };
    await send(deployment, '/wrk2-api/user/register', { ...names, user_id });
  }
  for (const [index, user_id] of ids.entries())
    for (let next = 1; next <= followersEach; next += 1)
      await send(deployment, '/wrk2-api/user/follow', {
        user_id,
        followee_id: ids[(index + next) % users] ?? '',
      });
  return ids;
}

const one = (all: string[]): string => all[Math.floor(Math.random() * all.length)] ?? '';

/** Composes a post like the original's load script: 256 characters, mentions, URLs and media. */
function compose(deployment: Deployment, ids: string[], traceparent: string): Promise<void> {
  const user_id = one(ids);
  const mentions = [1, 2, 3].map(() => `@username_${one(ids)}`).join(' ');
  const addresses = [1, 2, 3].map(() => `http://${letters(57)}`).join(' ');
  const media = [1, 2].map(() => `${randomId()}`.slice(0, 18));
  return send(
    deployment,
    '/wrk2-api/post/compose',
    {
      user_id,
      username: `username_${user_id}`,
      post_type: '0',
      text: `${letters(256)} ${mentions} ${addresses}`,
      media_ids: JSON.stringify(media),
      media_types: '["png","png"]',
    },
    traceparent,
  );
}

/** `compose-post`: composes posts through the gateway, with eleven calls each. */
export const composePost: Task = {
  app,
  subjects: [
    {
      title: 'ComposePost through the gateway',
      async start(deployment) {
        const ids = await people(deployment);
        return unprepared(() => timed((trace) => compose(deployment, ids, traceparentOf(trace))));
      },
    },
  ],
};

/** `read-timeline`: reads pages of ten posts of home timelines through the gateway. */
export const readTimeline: Task = {
  app,
  subjects: [
    {
      title: 'Reading a home timeline through the gateway',
      async start(deployment) {
        const ids = await people(deployment);
        for (let i = 0; i < users * 3; i += 1) await compose(deployment, ids, '');
        return unprepared(() => timed((trace) => readPage(deployment, one(ids), traceparentOf(trace))));
      },
    },
  ],
};

const readPage = (deployment: Deployment, user_id: string, traceparent: string): Promise<void> =>
  send(deployment, '/wrk2-api/home-timeline/read', { user_id, start: '0', stop: '10' }, traceparent);
