// Every recorded request to the originals, made again: the answer and what is stored are the same, or different on purpose.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { assertSame } from './compare.ts';
import { differences, left, notStored } from './differences.ts';
import { Names } from './names.ts';
import { groupsOf, type Recorded } from './recording.ts';
import { assertStored } from './stores.ts';

const services = ['contacts', 'notifications', 'chat'];

interface Answer {
  status: number;
  body: unknown;
}

const isListed = (
  lists: (readonly [...unknown[], Record<string, string[]>])[],
  recorded: Recorded,
): boolean =>
  lists.some((each) => (each.at(-1) as Record<string, string[]>)[recorded.group]?.includes(recorded.case));

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
          if (isListed(left[service] ?? [], recorded)) continue;
          const title = `${group} ${index + 1}: ${recorded.case}`;
          it(title, async () => {
            const answer = await send(url, recorded, names);
            const difference = differences[service]?.find((each) => isListed([each], recorded));
            if (difference !== undefined) {
              assert.equal(answer.status, difference[0], JSON.stringify(answer.body));
              assert.throws(() => assertAgrees(answer, recorded, names), 'it is not different any more');
              return;
            }
            assertAgrees(answer, recorded, names);
            if (recorded.after !== undefined && process.env.MONGO_URL)
              await assertStored(recorded.after, {
                form: deployed.form,
                names,
                without: notStored[group] ?? [],
              });
          });
        }
      }
    },
  );
}

async function send(url: string, { request }: Recorded, names: Names): Promise<Answer> {
  const { method, path, json, raw, headers = {} } = request;
  const content =
    json !== undefined
      ? {
          body: JSON.stringify(names.filled(json)),
          headers: { 'content-type': 'application/json', ...headers },
        }
      : { headers, ...(raw === undefined ? {} : { body: names.valueOf(raw) }) };
  const response = await fetch(url + names.valueOf(path), { method, ...content });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

/** The words of errors and of texts for people are ours. */
function assertAgrees({ status, body }: Answer, { response }: Recorded, names: Names): void {
  assert.equal(status, response.status, JSON.stringify(body));
  if (status >= 400 || typeof response.body === 'string') return;
  const { bodyView } = response;
  if (bodyView === undefined) assertSame(body, response.body, names);
  else assertSame(new Function('b', `return ${bodyView.js}`)(body), bodyView.value, names);
}
