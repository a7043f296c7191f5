import { once } from 'node:events';
import { env } from 'node:process';
import { Worker } from 'node:worker_threads';
import { Redis } from 'ioredis';
import { freePort } from '#compose/local/ports';
import { actionUrl } from '#shared/actions/client';
import type { Form } from '#shared/app/addresses';
import { type ReceivedCall, startStandIn } from './stand-in.ts';

/** A session as web answers it. */
export interface SessionAnswer {
  user: { _id: string; first_name?: string; last_name?: string; email?: string } | null;
  anonymousTokens?: Record<string, string>;
}

/** What the stand-in of web knows. */
export interface FakeWeb {
  url: string;
  /** Sessions by the header `Cookie`. */
  sessions: Map<string, SessionAnswer>;
  /** What joining answers: a status, or a body; nothing for no answer. */
  join(project: string, user: string, token: string | undefined): unknown;
  calls: ReceivedCall[];
  close(): Promise<void>;
}

/** Starts a stand-in of web that lets everybody into every project as an owner until the test says otherwise. */
export async function startWeb(calls: ReceivedCall[] = []): Promise<FakeWeb> {
  const web = await startStandIn('web', calls, ({ path }, headers) => {
    const [, project = '', user = ''] = /^\/project\/([^/]+)\/join\?user_id=(.*)$/.exec(path) ?? [];
    const { cookie = '', 'x-sl-anonymous-access-token': token } = headers;
    const body =
      path === '/session' ? (fake.sessions.get(cookie) ?? 401) : fake.join(project, user, token?.toString());
    return typeof body === 'number' ? { status: body } : { status: 200, body };
  });
  const fake: FakeWeb = {
    url: web.url,
    sessions: new Map(),
    join: (project) => ({ project: { _id: project, name: 'Project' }, privilegeLevel: 'owner' }),
    calls,
    close: web.close,
  };
  return fake;
}

/** What a real-time runs with. */
export interface RealTimeOptions {
  redisUrl: string;
  webUrl: string;
  updaterUrl: string;
  /** Where document-updater's actions are started, in the serverless form. */
  apihost?: string | undefined;
  actionKey?: string | undefined;
}

/** A real-time that runs for a test. */
export interface RunningRealTime {
  form: Form;
  url: string;
  redis: Redis;
  stop(): Promise<void>;
}

/** Starts a form of real-time in a thread. */
export async function startRealTime(
  form: Form,
  { redisUrl, webUrl, updaterUrl, apihost = 'http://127.0.0.1:1', actionKey = 'in:process' }: RealTimeOptions,
): Promise<RunningRealTime> {
  const port = await freePort();
  const worker = new Worker(new URL('./real-time-thread.ts', import.meta.url), {
    workerData: form,
    env: {
      ...env,
      LOG_LEVEL: env.LOG_LEVEL ?? 'silent',
      REAL_TIME_PORT: String(port),
      REDIS_URL: redisUrl,
      WEB_URL: webUrl,
      WEB_API_PASSWORD: 'password',
      DOCUMENT_UPDATER_URL: updaterUrl,
      DOCUMENT_UPDATER_PROCESS_URL: actionUrl(apihost, 'overleaf/document-updater-process'),
      OW_AUTH: actionKey,
    },
  });
  await once(worker, 'message');
  const redis = new Redis(redisUrl).on('error', () => {});
  return {
    form,
    url: `http://127.0.0.1:${port}`,
    redis,
    async stop() {
      redis.disconnect();
      await worker.terminate();
    },
  };
}
