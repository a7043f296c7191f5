// Every recorded request to and update of the original document-updater, made again, with stand-ins in the places of its neighbours.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { flushQueue } from '#apps/overleaf/document-updater/keys';
import { forms } from '#shared/app/addresses';
import { assertSame } from '#test/contract/overleaf/compare';
import { Names } from '#test/contract/overleaf/names';
import { groupsOf, type Recorded } from '#test/contract/overleaf/recording';
import { eventually } from '#test/harness/eventually';
import { type RunningUpdater, startUpdater } from '#test/overleaf/document-updater';
import { reasonOf } from './document-updater-differences.ts';
import { run } from './recorded-commands.ts';
import { assertRedis, type RecordedKey } from './recorded-redis.ts';
import { prepare } from './recorded-setup.ts';

/** What a row of this recording has beside those of the other services. */
export type Row = Omit<Recorded, 'request' | 'response' | 'after'> & {
  request?: Partial<Recorded['request']> & { redis?: unknown[]; 'for i'?: string };
  response?: Recorded['response'];
  after?: {
    published?: { message: unknown }[] | number;
    'number published'?: number;
    calls?: unknown[] | number;
    redis?: Record<string, RecordedKey>;
  };
};

const skip = !process.env.REDIS_URL && 'needs Redis: npm test -- state';

for (const form of forms)
  for (const [group, rows] of groupsOf('document-updater') as unknown as Map<string, Row[]>)
    describe(`the recording of document-updater, ${form}: ${group}`, { skip }, () => {
      const names = new Names();
      let updater: RunningUpdater;
      before(async () => {
        updater = await startUpdater(form, { withProjectHistory: group === 'docupdater-project-history' });
      });
      after(() => updater.stop());

      for (const [index, row] of rows.entries()) {
        const reason = reasonOf(group, row.case, index + 1);
        it(`${index + 1}: ${row.case}`, async () => {
          if (row.setup !== undefined) {
            await prepare(row.setup, updater, names);
            return forget(updater);
          }
          const given = await replay(row, updater, names);
          const compared = compare(row, given, updater, names, reason === undefined ? 3000 : 200);
          try {
            if (reason === undefined) await compared;
            else await assert.rejects(compared, `it is not different any more: ${reason}`);
          } finally {
            if (row.after !== undefined) forget(updater);
          }
        });
      }
    });

interface Given {
  status?: number;
  body?: unknown;
}

/** What was seen belongs to the rows up to this one. */
function forget({ published, calls }: RunningUpdater): void {
  published.length = 0;
  calls.length = 0;
}

async function replay({ request = {} }: Row, updater: RunningUpdater, names: Names): Promise<Given> {
  if (request.redis !== undefined)
    return { body: await run(request.redis, request['for i'], updater, names) };
  // Projects are due a random part of a second after they were queued.
  if (request.path?.includes('min_delete_age=1')) await eventually(() => assertIsDue(updater.redis), 2000);
  const { method = 'GET', path = '', json, raw, headers = {} } = request;
  const body = json === undefined ? names.filled(raw) : JSON.stringify(names.filled(json));
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  const content = body === undefined ? {} : { body: String(body) };
  const response = await fetch(updater.url + names.valueOf(path), {
    method,
    headers: { ...type, ...headers },
    ...content,
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, body: isJson && text !== '' ? JSON.parse(text) : text };
}

async function assertIsDue(redis: RunningUpdater['redis']): Promise<void> {
  const [, time] = await redis.zrange(flushQueue, '0', '0', 'WITHSCORES');
  assert.ok(Number(time) < Date.now() - 1);
}

async function compare(
  row: Row,
  given: Given,
  updater: RunningUpdater,
  names: Names,
  withinMs: number,
): Promise<void> {
  assertAnswer(row, given, names);
  const { published, calls, redis, 'number published': count } = row.after ?? {};
  await eventually(async () => {
    if (Array.isArray(published))
      assertSame(
        updater.published,
        published.map(({ message }) => withWords(message)),
        names,
        'published',
      );
    if (count !== undefined) assert.equal(updater.published.length, count, 'number published');
    if (Array.isArray(calls)) assertSame(updater.calls, calls, names, 'calls');
    if (redis !== undefined) await assertRedis(updater.redis, redis, names, idsIn(row.request));
  }, withinMs);
}

function assertAnswer({ request, response }: Row, given: Given, names: Names): void {
  if (response === undefined || response.status === null) return;
  if (request?.redis !== undefined) {
    if (response.body !== undefined) assertSame(given.body, response.body, names);
    return;
  }
  assert.equal(given.status, response.status, JSON.stringify(given.body));
  if (Number(response.status) >= 400 || typeof response.body === 'string') return;
  const { bodyView } = response;
  if (bodyView === undefined) assertSame(given.body, response.body, names);
  else assertSame(new Function('b', `return ${bodyView.js}`)(given.body), bodyView.value, names);
}

/** The words of errors are ours. */
const withWords = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'error' in message
    ? { ...message, error: '<words>' }
    : message;

/** The names of the ids that a request is about. */
const idsIn = (request: Row['request']): string[] =>
  [...JSON.stringify(request).matchAll(/(?:doc\/|project\/|PendingUpdates:\{)(\$\w+)/g)].map(
    ([, name = '']) => name,
  );
