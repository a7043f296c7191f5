import assert from 'node:assert/strict';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Form } from '#shared/app/addresses';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { assertSame } from './compare.ts';
import { differences, left, notStored } from './differences.ts';
import { Names } from './names.ts';
import { groupsOf, type Recorded } from './recording.ts';
import { assertStored } from './stores.ts';

/** What a service has answered. */
export interface Answer {
  status: number;
  headers: Headers;
  /** What JSON says, else a text. */
  body: unknown;
  bytes: Buffer;
}

/** Whether a list of differences names a case. */
export const isListed = (
  lists: readonly (readonly [...unknown[], Record<string, string[]>])[],
  { group, case: title }: Recorded,
): boolean =>
  lists.some((each) =>
    (each.at(-1) as Record<string, string[]>)[group]?.some((listed) =>
      listed.endsWith('*') ? title.startsWith(listed.slice(0, -1)) : title === listed,
    ),
  );

/** Makes every recorded request to the original of a service again: what it answers and stores is the same, or different on purpose. */
export function replay(service: string): void {
  describeForms(
    'overleaf',
    `the recording of ${service}`,
    { skip: withoutAddressOf(service) },
    (deployed) => {
      const url = deployed.services[service] ?? '';
      for (const [group, rows] of groupsOf(service)) {
        const names = new Names();
        const requests = rows.filter(({ setup }) => setup === undefined);
        for (const [index, recorded] of requests.entries()) {
          const isLeft = isListed(left[service] ?? [], recorded);
          const title = `${group} ${index + 1}: ${recorded.case}${isLeft ? ' (not compared)' : ''}`;
          it(title, async () => {
            const answer = await send(url, recorded, names);
            if (!isLeft) await compare(answer, recorded, { service, form: deployed.form, names });
          });
        }
      }
    },
  );
}

async function send(url: string, { request }: Recorded, names: Names): Promise<Answer> {
  const response = await fetch(url + names.valueOf(request.path), {
    method: request.method,
    ...contentOf(request, names),
  });
  const { status, headers } = response;
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString();
  const isJson = headers.get('content-type')?.startsWith('application/json') === true;
  return { status, headers, body: isJson && text !== '' ? JSON.parse(text) : text, bytes };
}

/** The body and the headers of a request. */
function contentOf({ json, raw, base64, headers = {} }: Recorded['request'], names: Names) {
  if (base64 !== undefined) return { body: Buffer.from(base64, 'base64'), headers };
  const body = json === undefined ? names.filled(raw) : JSON.stringify(names.filled(json));
  const all = { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers };
  return body === undefined ? { headers } : compressed(String(body), all);
}

/** Asserts that an answer and what is stored are as recorded, or as the list of differences says. */
async function compare(
  answer: Answer,
  recorded: Recorded,
  { service, form, names }: { service: string; form: Form; names: Names },
): Promise<void> {
  const difference = differences[service]?.find((each) => isListed([each], recorded));
  if (difference !== undefined) {
    assert.equal(answer.status, difference[0], JSON.stringify(answer.body));
    assert.throws(() => assertAgrees(answer, recorded, names), 'it is not different any more');
    return;
  }
  assertAgrees(answer, recorded, names);
  if (recorded.after !== undefined && process.env.MONGO_URL)
    await assertStored(recorded.after, { form, names, without: notStored[recorded.group] ?? [] });
}

/** Long JSON is compressed, because an activation takes 1 MiB; files go to a process. */
const compressed = (body: string, headers: Record<string, string>) =>
  body.length < 500_000 || headers['Content-Type'] === 'application/octet-stream'
    ? { body, headers }
    : { body: gzipSync(body), headers: { ...headers, 'content-encoding': 'gzip' } };

/** The words of errors and of texts for people are ours. */
function assertAgrees(
  { status, headers, body, bytes }: Answer,
  { request, response }: Recorded,
  names: Names,
): void {
  assert.equal(status, response.status, JSON.stringify(body));
  if (status >= 400) return;
  // The content of a file has no type.
  const isFile = response.headers?.['content-type'] === undefined;
  if (isFile && request.method === 'HEAD')
    assert.equal(headers.get('content-length'), response.headers?.['content-length']);
  if (isFile && isBytes(response.body)) {
    assert.equal(bytes.toString('base64'), response.body.base64);
    return;
  }
  if (typeof response.body === 'string' && !isFile) return;
  const { bodyView } = response;
  if (bodyView === undefined) assertSame(body, response.body, names);
  else assertSame(new Function('b', `return ${bodyView.js}`)(body), bodyView.value, names);
}

const isBytes = (body: unknown): body is { base64: string } =>
  typeof body === 'object' && body !== null && 'base64' in body;
