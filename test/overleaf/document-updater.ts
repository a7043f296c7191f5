import assert from 'node:assert/strict';
import { once } from 'node:events';
import { env } from 'node:process';
import { Worker } from 'node:worker_threads';
import { Redis } from 'ioredis';
import { docKeys, flushQueue, tokenLists } from '#apps/overleaf/document-updater/keys';
import { freePort } from '#compose/local/ports';
import { type ActionClient, actionClient, actionUrl } from '#shared/actions/client';
import type { Form } from '#shared/app/addresses';
import { redisNumber } from '#shared/app/needs';
import { eventually } from '#test/harness/eventually';
import type { ThreadPlan, ThreadStarted } from './document-updater-thread.ts';
import { type Answer, type ReceivedCall, startStandIn } from './stand-in.ts';

/** The Redis databases of these tests; no application has the index. */
const redisIndex = 7;

/** A message on the channel `applied-ops`. */
export interface Published {
  project_id: string;
  doc_id: string;
  op?: { v: number; op: unknown[]; dup?: boolean; meta: Record<string, unknown> };
  error?: string;
}

/** A document-updater that runs for a test, with stand-ins in the places of the services that it calls. */
export interface RunningUpdater {
  form: Form;
  url: string;
  redisUrl: string;
  /** The API that starts actions; absent in the microservice form. */
  apihost?: string;
  redis: Redis;
  /** What was published about any document. */
  published: Published[];
  calls: ReceivedCall[];
  /** What the stand-ins answer; a test may replace the functions. */
  answers: {
    web: Answer;
    history: Answer;
  };
  /** Pushes updates of a document as real-time does, and starts what applies them; texts are pushed as they are. */
  push(project: string, doc: string, ...updates: unknown[]): Promise<void>;
  /** Has the pending updates of a document applied, as whoever has pushed them does: by a token on one of the lists. */
  start(list: string, project: string, doc: string): Promise<void>;
  /** Does what the alarm does in the serverless form; absent in the other one. */
  sweep?(): Promise<void>;
  /** Returns when nothing is pending of a document. */
  settled(doc: string): Promise<void>;
  stop(): Promise<void>;
}

/** Options of a document-updater. */
export interface UpdaterOptions {
  /** Whether there is a history of projects. */
  withProjectHistory?: boolean;
}

/** Starts a form of document-updater in a thread, on the Redis at REDIS_URL. */
export async function startUpdater(
  form: Form,
  { withProjectHistory }: UpdaterOptions = {},
): Promise<RunningUpdater> {
  const redisUrl = `${env.REDIS_URL}/${redisNumber(redisIndex, form)}`;
  const calls: ReceivedCall[] = [];
  const answers: RunningUpdater['answers'] = {
    web: () => ({ status: 404 }),
    history: () => ({ status: 204 }),
  };
  const web = await startStandIn('web', calls, (call) => answers.web(call));
  const trackChanges = await startStandIn('track-changes', calls, (call) => answers.history(call));
  const projectHistory = await startStandIn('project-history', calls, (call) => answers.history(call));
  const port = await freePort();
  const worker = new Worker(new URL('./document-updater-thread.ts', import.meta.url), {
    workerData: { form, port } satisfies ThreadPlan,
    env: {
      ...env,
      LOG_LEVEL: env.LOG_LEVEL ?? 'silent',
      DOCUMENT_UPDATER_PORT: String(port),
      REDIS_URL: redisUrl,
      WEB_URL: web.url,
      WEB_API_PASSWORD: 'password',
      TRACK_CHANGES_URL: trackChanges.url,
      ...(withProjectHistory && { PROJECT_HISTORY_URL: projectHistory.url }),
    },
  });
  const [{ apihost }] = (await once(worker, 'message')) as [ThreadStarted];
  const action = (name: string): ActionClient | undefined =>
    apihost === undefined
      ? undefined
      : actionClient(actionUrl(apihost, `overleaf/document-updater-${name}`), 'in:process');
  const process = action('process');
  const sweep = action('sweep');
  const redis = new Redis(redisUrl).on('error', () => {});
  // Projects that another test has left there.
  await redis.del(flushQueue);
  const subscriber = new Redis(redisUrl).on('error', () => {});
  const published: Published[] = [];
  subscriber.on('message', (_channel, text) => published.push(JSON.parse(text) as Published));
  await subscriber.subscribe('applied-ops');

  const start: RunningUpdater['start'] = async (list, project, doc) => {
    await redis.rpush(list, doc === '' ? project : `${project}:${doc}`);
    await process?.start({ body: { project_id: project, doc_id: doc } });
  };

  return {
    form,
    url: `http://127.0.0.1:${port}`,
    redisUrl,
    ...(apihost !== undefined && { apihost }),
    redis,
    published,
    calls,
    answers,
    async push(project, doc, ...updates) {
      const texts = updates.map((update) => (typeof update === 'string' ? update : JSON.stringify(update)));
      if (texts.length > 0) await redis.rpush(docKeys.pending(doc), ...texts);
      await start(tokenLists[0] ?? '', project, doc);
    },
    start,
    ...(sweep !== undefined && { sweep: async () => void (await sweep.invoke({})) }),
    settled: (doc) =>
      eventually(async () => {
        assert.equal(await redis.llen(docKeys.pending(doc)), 0, 'nothing is pending');
        assert.equal(await redis.exists(docKeys.lock(doc)), 0, 'the document is not locked');
      }),
    async stop() {
      await worker.terminate();
      redis.disconnect();
      subscriber.disconnect();
      await Promise.all([web, trackChanges, projectHistory].map((each) => each.close()));
    },
  };
}
