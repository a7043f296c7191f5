// Every recorded request to, event of and message for the original real-time, made again, with stand-ins in the places of its neighbours.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { forms } from '#shared/app/addresses';
import { assertSame } from '#test/contract/overleaf/compare';
import { Names } from '#test/contract/overleaf/names';
import { groupsOf } from '#test/contract/overleaf/recording';
import { eventually } from '#test/harness/eventually';
import { reasonOf } from './real-time-differences.ts';
import { RecordedEditors } from './recorded-editors.ts';
import type { Row } from './recorded-event.ts';
import { assertHeld, removePending } from './recorded-presence.ts';
import { prepare, sessionsOf, withoutOverrides } from './recorded-real-time-setup.ts';

const skip = !process.env.REDIS_URL && 'needs Redis: npm test -- state';

for (const form of forms)
  for (const [group, rows] of groupsOf('real-time') as unknown as Map<string, Row[]>)
    describe(`the recording of real-time, ${form}: ${group}`, { skip }, () => {
      const editors = new RecordedEditors(new Names());
      before(async () => {
        await editors.start(form);
        withoutOverrides(editors, group);
        editors.web.sessions = sessionsOf(rows, editors.names);
      });
      after(() => editors.stop());

      for (const [index, row] of rows.entries())
        it(`${index + 1}: ${row.case}`, async () => {
          const reason = reasonOf(group, row.case);
          try {
            if (row.setup !== undefined) return await prepare(row.setup, editors);
            const compared = replay(row, editors, reason === undefined ? 3000 : 200);
            if (reason === undefined) await compared;
            else await assert.rejects(compared, `it is not different any more: ${reason}`);
          } finally {
            if (row.setup === undefined) withoutOverrides(editors);
            await editors.settled();
            editors.forget();
            await removePending(editors.realTime.redis);
          }
        });
    });

async function replay(row: Row, editors: RecordedEditors, withinMs: number): Promise<void> {
  const { request = {} } = row;
  const { names } = editors;
  const { connect, client, publish, emit, noAck } = request;
  if (connect !== undefined) await editors.connect(connect, filledCookie(request.cookie, names));
  else if (publish !== undefined) {
    const [channel, message] = publish;
    const text = typeof message === 'string' ? message : JSON.stringify(names.filled(message));
    await editors.realTime.redis.publish(names.valueOf(channel), text);
  } else if (emit !== undefined && noAck)
    editors.socket(client ?? '').send(emit, ...filled(request.args, names));
  else if (emit !== undefined) await compareAck(row, editors);
  else if (request['emits at once'] !== undefined) await compareAcks(row, editors);
  else await compareAnswer(row, editors);
  await editors.settled();
  await compareAfter(row, editors, withinMs);
}

const filled = (args: unknown[] = [], names: Names): unknown[] => names.filled(args) as unknown[];

const filledCookie = (cookie: string | null | undefined, names: Names): string | null =>
  typeof cookie === 'string' ? names.valueOf(cookie) : null;

/** Milliseconds after which no answer is expected any more. */
const noAnswerMs = 300;

async function compareAck({ request = {}, response = {} }: Row, editors: RecordedEditors): Promise<void> {
  const { client = '', emit = '', args } = request;
  const answer = editors.socket(client).emit(emit, ...filled(args, editors.names));
  const given = await Promise.race([
    answer,
    setTimeout(response.ack === '<none>' ? noAnswerMs : 5000, '<none>'),
  ]);
  if (Array.isArray(response.ack))
    assertSame(inOrder(given), inOrder(response.ack), editors.names, 'the answer');
  else assert.equal(given, response.ack);
}

/** The editors in a project come in no certain order. */
const inOrder = (answer: unknown): unknown => {
  const [error, list, ...rest] = Array.isArray(answer) ? answer : [];
  const isList = Array.isArray(list) && typeof list[0] === 'object' && rest.length === 0;
  if (!isList) return answer;
  return [error, [...list].sort((one, other) => (one.user_id < other.user_id ? -1 : 1))];
};

async function compareAcks({ request = {}, response = {} }: Row, editors: RecordedEditors): Promise<void> {
  const socket = editors.socket(request.client ?? '');
  const emits = request['emits at once'] ?? [];
  const answers = emits.map(([name, args]) => socket.emit(name, ...filled(args, editors.names)));
  assertSame(await Promise.all(answers), response.acks, editors.names, 'the answers');
}

async function compareAnswer({ request = {}, response = {} }: Row, editors: RecordedEditors): Promise<void> {
  const { names, realTime } = editors;
  const { method = 'GET', path = '', json, headers = {} } = request;
  const content = json === undefined ? {} : { body: JSON.stringify(names.filled(json)) };
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(realTime.url + names.valueOf(path), {
    method,
    headers: { ...type, ...headers },
    ...content,
  });
  const text = await answer.text();
  assert.equal(answer.status, response.status, text);
  if (answer.status === 401) assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic realm=/);
  if (answer.status >= 400 || response.body === undefined) {
    const { js = 'b', value } = response.bodyView ?? {};
    if (value !== undefined) assertSame(new Function('b', `return ${js}`)(JSON.parse(text)), value, names);
  } else assertSame(typeof response.body === 'string' ? text : JSON.parse(text), response.body, names);
}

async function compareAfter(
  { request = {}, after }: Row,
  editors: RecordedEditors,
  withinMs: number,
): Promise<void> {
  const { names } = editors;
  const { calls, redis, received } = after ?? {};
  const mayReceive = received !== undefined || request.publish !== undefined;
  await eventually(async () => {
    if (mayReceive) compareReceived(received ?? {}, editors, request.connect);
    if (calls !== undefined) {
      const made = editors.calls.filter(({ path }) => path !== '/session');
      assertSame(once(made), names.filled(once(calls)), names, 'calls');
    }
    if (redis !== undefined) await assertHeld(editors.realTime.redis, redis, names);
  }, withinMs);
}

/** The original asks document-updater twice for a document that it does not know yet. */
const once = (calls: { to: string }[]): unknown[] =>
  [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()].sort((one, other) =>
    JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
  );

/** What the others receive may name the connection that a socket had before it connected anew. */
function compareReceived(expected: Record<string, unknown[]>, editors: RecordedEditors, anew?: string): void {
  for (const [name, { received }] of editors.sockets) {
    const all = name === anew ? received : received.filter((each) => !isGone(each, anew));
    const wanted = (expected[name] ?? []).filter((each) => name === anew || !isGone(each, anew));
    assertSame(all, wanted, editors.names, `received by ${name}`);
  }
}

const isGone = (received: unknown, anew: string | undefined): boolean =>
  anew !== undefined &&
  typeof received === 'object' &&
  (received as { name?: string }).name === 'clientTracking.clientDisconnected';
