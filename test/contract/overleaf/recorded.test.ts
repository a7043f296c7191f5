// Every recorded request to the originals, made again: the answer and what is stored are the same, or different on purpose.
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

const services = ['contacts', 'notifications', 'chat', 'docstore'];

interface Answer {
  status: number;
  body: unknown;
}

const isListed = (
  lists: readonly (readonly [...unknown[], Record<string, string[]>])[],
  { group, case: title }: Recorded,
): boolean =>
  lists.some((each) =>
    (each.at(-1) as Record<string, string[]>)[group]?.some((listed) =>
      listed.endsWith('*') ? title.startsWith(listed.slice(0, -1)) : title === listed,
    ),
  );

for (const service of services) {
  describeForms(
    'overleaf',
    `the recording of ${service}`,
    { skip: withoutAddressOf(service) },
    (deployed) => {
      const url = deployed.services[service] ?? '';
      for (const [group, cases] of groupsOf(service)) {
        const names = new Names();
        for (const [index, recorded] of cases.entries()) {
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
  const { method, path, json, raw, headers = {} } = request;
  const body = json === undefined ? names.filled(raw) : JSON.stringify(names.filled(json));
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  const content = body === undefined ? { headers } : compressed(String(body), { ...type, ...headers });
  const response = await fetch(url + names.valueOf(path), { method, ...content });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, body: isJson && text !== '' ? JSON.parse(text) : text };
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

/** A long body is compressed, because an activation takes 1 MiB. */
const compressed = (body: string, headers: Record<string, string>) =>
  body.length < 500_000
    ? { body, headers }
    : { body: gzipSync(body), headers: { ...headers, 'content-encoding': 'gzip' } };

/** The words of errors and of texts for people are ours. */
function assertAgrees({ status, body }: Answer, { response }: Recorded, names: Names): void {
  assert.equal(status, response.status, JSON.stringify(body));
  if (status >= 400 || typeof response.body === 'string') return;
  const { bodyView } = response;
  if (bodyView === undefined) assertSame(body, response.body, names);
  else assertSame(new Function('b', `return ${bodyView.js}`)(body), bodyView.value, names);
}
