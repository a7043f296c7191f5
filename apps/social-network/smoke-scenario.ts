import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { sendStep } from '#shared/app/scenario-request';
import { blameSystem, parseJson } from '#shared/parse';
import { demoPassword, demoUsers } from './seed/users.ts';

/** How a ComposePost went. */
export interface ComposedPost {
  /** Milliseconds of the request, as the client sees it. */
  totalMs: number;
  /** The trace under which all services have logged it. */
  traceId: string;
  /** Milliseconds from the answer until a follower was seen to have the post. */
  dispatchMs: number;
}

/** Milliseconds after which a post counts as lost, and between two looks. */
const arrival = { ms: 120_000, everyMs: 10 };

const [author, follower] = demoUsers as [(typeof demoUsers)[number], (typeof demoUsers)[number]];

/**
 * ComposePost, with StorePost in it: logs in, posts a text with a mention and an address, and waits until a follower has
 * it, all through the front door. Throws at the first step that is not as it should be.
 */
export async function composePost(baseUrl: string): Promise<ComposedPost> {
  const cookie = await logIn(baseUrl);
  const mark = randomBytes(6).toString('hex');
  const traceId = randomBytes(16).toString('hex');
  const from = performance.now();
  await send(baseUrl, '/api/post/compose', {
    form: { post_type: '0', text: `${mark}: hello @${follower.username}, see https://example.org for more` },
    headers: { cookie, traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` },
  });
  const answered = performance.now();
  await arrived(baseUrl, mark);
  return { totalMs: answered - from, traceId, dispatchMs: performance.now() - answered };
}

async function logIn(baseUrl: string): Promise<string> {
  const form = { username: author.username, password: demoPassword };
  const response = await send(baseUrl, '/api/user/login', { form, status: 302 });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error('POST /api/user/login has given no cookie');
  return cookie;
}

const timeline = z.array(z.object({ text: z.string() }));

async function arrived(baseUrl: string, mark: string): Promise<void> {
  const path = `/wrk2-api/home-timeline/read?user_id=${follower.user_id}&start=0&stop=10`;
  for (const end = performance.now() + arrival.ms; performance.now() < end; ) {
    const answer = await (await send(baseUrl, path)).text();
    const posts = parseJson(timeline, answer, `the answer to GET ${path}`, blameSystem);
    if (posts.some(({ text }) => text.startsWith(mark))) return;
    await delay(arrival.everyMs);
  }
  throw new Error(`GET ${path} does not show the post within ${arrival.ms} ms`);
}

async function send(
  baseUrl: string,
  path: string,
  options: { form?: Record<string, string>; headers?: Record<string, string>; status?: number } = {},
): Promise<Response> {
  const { form, headers = {}, status = 200 } = options;
  const step = `${form === undefined ? 'GET' : 'POST'} ${path}`;
  return sendStep(step, baseUrl.replace(/\/+$/, '') + path, {
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    headers,
    redirect: 'manual',
    status,
  });
}
