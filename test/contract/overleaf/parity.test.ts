// The same operations, in the same order, on both forms: the same answers and the same stored data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forms } from '#shared/app/addresses';
import { compareForms, type DeployedForm, withoutAddressOf } from '#test/harness/forms';
import { Neutral } from './parity-neutral.ts';
import { plan } from './parity-operations.ts';
import { newWorld, storedOf, type World } from './parity-world.ts';

const operations = 2000;
const seed = Number(process.env.PARITY_SEED ?? 20210419);
/** Each has people of its own, so that nobody meets a limit of rates; they run side by side. */
const worlds = 4;
const peopleOfAWorld = 3;
const run = Date.now().toString(36);

/** Runs the operations of a world. Answers what they answered, and what the database has in the end. */
async function replay(deployed: DeployedForm, number: number) {
  const world = await newWorld(deployed, `${number}-${run}`, peopleOfAWorld);
  const neutral = new Neutral();
  neutral.answer(world.people.map(({ id }) => id));
  const answers: unknown[] = [];
  for (const operation of plan(seed + number, operations / worlds))
    answers.push(neutral.answer(await operation(world)));
  await flush(world);
  const stored = Object.entries(await storedOf(world)).map(([name, documents]) => [
    name,
    neutral.stored(documents),
  ]);
  return { answers, stored: Object.fromEntries(stored) as Record<string, string[]> };
}

/** Has all texts and histories stored. */
async function flush({ deployed: { services }, projects }: World): Promise<void> {
  for (const { id } of projects)
    for (const service of ['document-updater', 'track-changes'])
      await fetch(`${services[service]}/project/${id}/flush`, { method: 'POST' });
}

const skip = (deployed: DeployedForm) =>
  (!process.env.MONGO_URL && 'the stores cannot be compared: set MONGO_URL') ||
  withoutAddressOf('document-updater', 'track-changes')(deployed);

compareForms('overleaf', 'the same operations', { skip }, (both) => {
  test(`${operations} operations, seed ${seed}: both forms give the same answers and keep the same data`, async () => {
    const statuses = new Map<unknown, number>();
    const counts = new Map<string, number>();
    const replayed = Array.from({ length: worlds }, (_, number) =>
      Promise.all(forms.map((form) => replay(both[form], number))),
    );
    for (const [number, [one, other]] of (await Promise.all(replayed)).entries()) {
      assert.ok(one !== undefined && other !== undefined);
      for (const [index, answer] of one.answers.entries()) {
        assert.deepEqual(other.answers[index], answer, `operation ${index} of world ${number}`);
        const [status] = answer as unknown[];
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      for (const [name, documents] of Object.entries(one.stored)) {
        counts.set(name, (counts.get(name) ?? 0) + documents.length);
        assert.deepEqual(other.stored[name], documents, `${name} of world ${number}`);
      }
    }
    for (const [name, count] of counts) assert.ok(count > 0, `documents of ${name} are compared`);
    for (const status of [200, 204, 400, 403, 404])
      assert.ok(statuses.has(status), `one is answered ${status}`);
    assert.ok(!statuses.has(429), 'nobody meets a limit of rates');
    assert.ok(![...statuses.keys()].some((status) => Number(status) >= 500), 'nothing fails inside');
  });
});
