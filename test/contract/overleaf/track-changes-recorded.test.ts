// Every recorded request to track-changes, made again between stand-ins of web and document-updater that answer as those of the recording.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { Answers } from '#test/overleaf/answers';
import { type ReceivedCall, startStandIn } from '#test/overleaf/stand-in';
import { assertSame } from './compare.ts';
import { differences, left } from './differences/track-changes.ts';
import { Names } from './names.ts';
import type { Recorded } from './recording.ts';
import { assertStored } from './stores.ts';

type Command = [string, ...unknown[]];
type Row = Omit<Recorded, 'request' | 'after'> & {
  request?: Recorded['request'] & { redis?: Command[] };
  after?: Recorded['after'] & { calls?: ReceivedCall[] };
};

const file = join(import.meta.dirname, 'recorded', 'track-changes.jsonl');
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);
const { MONGO_URL, REDIS_URL } = process.env;
const skip = MONGO_URL && REDIS_URL ? false : 'MONGO_URL and REDIS_URL do not name the stores';

describe('overleaf: the recording of track-changes', { skip }, () => {
  let url = '';
  const web = new Answers();
  const updater = new Answers();
  const received: ReceivedCall[] = [];
  let redis: Redis;
  const closing: (() => unknown)[] = [];
  after(() => Promise.all(closing.map((close) => close())));

  before(async () => {
    const [webServer, updaterServer] = await Promise.all([
      startStandIn('web', received, web.answer),
      startStandIn('document-updater', received, updater.answer),
    ]);
    redis = new Redis(`${REDIS_URL}/10`);
    Object.assign(process.env, {
      LOG_LEVEL: 'silent',
      MONGO_URL: `${MONGO_URL}/sharelatex`,
      REDIS_URL: `${REDIS_URL}/10`,
      WEB_URL: webServer.url,
      WEB_API_PASSWORD: 'password',
      DOCUMENT_UPDATER_URL: updaterServer.url,
    });
    const { trackChanges } = await import('#apps/overleaf/track-changes/service');
    const stores = await import('#apps/overleaf/track-changes/stores');
    const server = createServer(trackChanges).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const closeServer = () => server.close();
    closing.push(
      closeServer,
      webServer.close,
      updaterServer.close,
      () => redis.quit(),
      stores.mongo.close,
      stores.redis.close,
    );
  });

  for (const group of new Set(rows.map((row) => row.group))) {
    const names = new Names();
    for (const [index, row] of rows.filter((each) => each.group === group).entries())
      it(`${group} ${index + 1}: ${row.case}`, () => {
        if (index === 0) reset();
        return replay(row, names);
      });
  }

  /** A new group: document-updater takes every text. */
  function reset(): void {
    web.reset();
    updater.reset();
    updater.on('POST', /^\/project\//, {});
  }

  async function replay(row: Row, names: Names): Promise<void> {
    if (row.setup !== undefined) return setUp(row.setup, names);
    if (row.request?.redis !== undefined) return run(row.request.redis, names);
    received.length = 0;
    const { method = '', path = '', headers = {} } = row.request ?? {};
    const filled = names.filled(headers) as Record<string, string>;
    const response = await fetch(url + names.valueOf(path), { method, headers: filled });
    const text = await response.text();
    if (isListed(left, row)) return;
    const expected = Object.entries(differences).find(([, cases]) => isListed(cases, row))?.[0];
    assert.equal(`${response.status}`, expected ?? `${row.response.status}`, text);
    if (expected !== undefined || response.status >= 400) return;
    if (typeof row.response.body === 'object') assertSame(JSON.parse(text), row.response.body, names);
    await compareAfter(row.after ?? {}, names);
  }

  async function compareAfter({ mongo, calls }: NonNullable<Row['after']>, names: Names): Promise<void> {
    const writes = (calls ?? []).filter(({ method }) => method === 'POST');
    if (writes.length > 0)
      assertSame(
        received.filter(({ method }) => method === 'POST'),
        names.filled(writes),
        names,
      );
    const { docHistory = [], projectHistoryMetaData = [] } = mongo ?? {};
    // The bytes of a pack depend on the driver.
    const compared = { docHistory: docHistory.map(({ sz: _, ...pack }) => pack), projectHistoryMetaData };
    await assertStored({ mongo: compared }, { form: 'microservice', names, without: [], ignored: ['sz'] });
  }

  async function setUp(setup: Record<string, unknown>, names: Names): Promise<void> {
    const { redis: commands, 'for i': range, ...answers } = setup;
    const isList = Array.isArray(commands) && Array.isArray(commands[0]);
    const all = (isList ? commands : [commands]) as Command[];
    const [from = 1, to = 1] = String(range ?? '1..1')
      .split('..')
      .map(Number);
    for (let i = from; commands !== undefined && i <= to; i += 1)
      await run(JSON.parse(withNumber(JSON.stringify(all), i)), names);
    for (const [what, answer] of Object.entries(answers)) {
      const filled = names.filled(answer);
      if (/personal_info/.test(what))
        web.on('GET', /^\/user\/(.*)\/personal_info$/, (user: string) =>
          typeof filled === 'number' ? filled : (filled as Record<string, unknown>)[user],
        );
      else if (/details/.test(what)) web.on('GET', /^\/project\/.*\/details$/, filled);
      else updater.on(/POST/.test(what) ? 'POST' : 'GET', /^\/project\//, filled);
    }
  }

  const withNumber = (text: string, i: number): string =>
    text
      .replaceAll('"<i>"', `${i}`)
      .replace(/"(\d+) \+ <i> \* (\d+)"/g, (_all, base, step) => `${Number(base) + i * Number(step)}`);

  async function run(commands: Command[], names: Names): Promise<void> {
    for (const [name, ...args] of commands) {
      const texts = args.map((arg) => {
        const json = (arg as { $json?: unknown }).$json ?? (typeof arg === 'object' ? arg : undefined);
        return json === undefined ? names.valueOf(String(arg)) : JSON.stringify(names.filled(json));
      });
      await redis.call(name, ...texts);
    }
  }
});

const isListed = (lists: Record<string, string[]>, { group, case: title }: Row): boolean =>
  lists[group]?.some((each) => (each.endsWith('*') ? title.startsWith(each.slice(0, -1)) : title === each)) ??
  false;
