// An action that takes longer than OpenWhisk lets a call wait: its response is fetched from the record of its activation.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { isKind } from '#shared/errors';
import { call } from '#shared/http/client';
import { forward } from '#shared/http/proxy';
import { serving } from '#test/harness/serving';

const id = 'a'.repeat(32);
const serve = serving();

/** An OpenWhisk that waits for no action: it says so, and has the record of the activation after some questions. */
async function impatient(record: object, { questions = 2, key = 'uuid:key' } = {}) {
  const asked: string[] = [];
  const apihost = await serve((request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push(`${method} ${url}`);
    request.resume();
    if (url.startsWith('/api/v1/web/')) {
      const ids = { 'x-request-id': 't1', 'x-openwhisk-activation-id': id };
      response.writeHead(202, { 'content-type': 'application/json', ...ids });
      response.end(JSON.stringify({ code: 't1', error: 'not yet' }));
      return;
    }
    const isAllowed = headers.authorization === `Basic ${Buffer.from(key).toString('base64')}`;
    const status = asked.length <= questions ? 404 : 200;
    response.statusCode = isAllowed ? status : 401;
    response.end(response.statusCode === 200 ? JSON.stringify(record) : '{}');
  });
  const url = `${apihost}/api/v1/web/guest/app/slow/path`;
  const to = { service: 'slow', url, timeoutMs: 1500, bodyLimit: 1000 };
  const door = await serve((request, response) => void forward(request, response, to));
  return { url, door, asked };
}

/** The record of an activation of a web action that has answered so. */
const answered = (statusCode: number, type: string, body: string, more: Record<string, string> = {}) => ({
  response: { success: true, result: { statusCode, headers: { 'content-type': type, ...more }, body } },
});

describe('the response of an action that is late', () => {
  beforeEach(() => {
    process.env.OW_AUTH = 'uuid:key';
  });
  afterEach(() => {
    delete process.env.OW_AUTH;
  });

  it('reaches a service that has called it', async () => {
    const { url, asked } = await impatient(answered(201, 'application/json', '{"made":1}'));
    const { status, text } = await call(url, { method: 'POST', json: {} });
    assert.deepEqual([status, text], [201, '{"made":1}']);
    const question = `GET /api/v1/namespaces/_/activations/${id}`;
    assert.deepEqual(asked, ['POST /api/v1/web/guest/app/slow/path', question, question]);
  });

  for (const [what, record, expected] of [
    ['a text', answered(200, 'text/plain', 'Grüße'), 'Grüße'],
    ['bytes', answered(200, 'application/pdf', Buffer.from('%PDF').toString('base64')), '%PDF'],
    [
      'compressed JSON',
      answered(200, 'application/json', gzipSync('{"a":"b"}').toString('base64'), {
        'content-encoding': 'gzip',
      }),
      '{"a":"b"}',
    ],
  ] as const)
    it(`reaches a client at the front door: ${what}`, async () => {
      for (const encoding of ['gzip', 'identity']) {
        const { door } = await impatient(record);
        const response = await fetch(door, { method: 'POST', headers: { 'accept-encoding': encoding } });
        assert.equal(response.status, 200);
        assert.equal(await response.text(), expected);
        assert.equal(response.headers.get('content-type'), record.response.result.headers['content-type']);
      }
    });

  it('is an outage when the activation has failed', async () => {
    const failed = { response: { success: false, result: { error: 'boom' } } };
    const { url, door } = await impatient(failed);
    await assert.rejects(call(url), (error) => isKind(error, 'unavailable'));
    assert.equal((await fetch(door, { method: 'POST' })).status, 502);
  });

  it('is 504 when it does not come in time', async () => {
    const { url, door } = await impatient({}, { questions: Number.POSITIVE_INFINITY });
    await assert.rejects(call(url, { deadlineMs: 700 }), (error) => isKind(error, 'deadline-exceeded'));
    const response = await fetch(door, { method: 'POST' });
    assert.deepEqual([response.status, response.headers.get('x-answered-by')], [504, 'front-door']);
    assert.match(await response.text(), /did not answer within 1.5 s/);
  });

  it('is 504 to a process that may not read activations', async () => {
    const { url, door } = await impatient({});
    delete process.env.OW_AUTH;
    await assert.rejects(call(url), (error) => isKind(error, 'deadline-exceeded'));
    assert.equal((await fetch(door, { method: 'POST' })).status, 504);
    process.env.OW_AUTH = 'not:allowed';
    await assert.rejects(call(url), (error) => isKind(error, 'unavailable'));
  });
});
