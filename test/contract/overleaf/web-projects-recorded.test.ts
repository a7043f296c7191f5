import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { ObjectId } from 'mongodb';
import { redisNumber } from '#shared/app/needs';
import { describeForms } from '#test/harness/forms';
import { register, withDatabase } from '#test/overleaf/accounts';
import type { Page } from '#test/overleaf/browser';
import type { EditorEvent } from '#test/overleaf/editor-events';
import { webProjectEvents, webProjects } from './differences/web-projects.ts';
import type { Names } from './names.ts';
import { groupsOf, type Recorded } from './recording.ts';
import { isListed } from './replay.ts';
import { compiledAsRecorded } from './web-compiled.ts';
import { hearEditors, newRun, noStores, sendAs, type WebRequest, type WebRun } from './web-recording.ts';
import { assertAsRecorded, assertPublished } from './web-replay.ts';

describeForms('overleaf', 'the recording of projects', { skip: noStores }, (deployed) => {
  const heard = hearEditors();

  for (const [group, rows] of groupsOf('web-projects'))
    describe(group, () => {
      const run = newRun(deployed);
      const { names } = run;
      before(() => begin(run, group));
      for (const row of rows.filter((each) => each.setup === undefined))
        it(row.case, async () => {
          await beforeCase(run, row);
          await heard('');
          await replay(row, run);
          assertHeard(await heard(names.valueOf('$project1')), row, names);
          await stored[row.case]?.(run);
        });
    });
});

/** The projects that user1 has before a group; the first one is `$project1`. */
const projectsBefore: Record<string, string[]> = {
  'web-projects': ['First', ...Array.from({ length: 6 }, (_, at) => `Other ${at}`)],
  'web-access': ['Shared'],
  'web-compile': ['P'],
};

async function begin(run: WebRun, group: string): Promise<void> {
  const { deployed, names, webNames, browsers } = run;
  for (const name of ['user1', 'user2']) {
    const email = webNames.filled(`${name}@example.org`);
    const { browser, id } = await register(deployed.url, { email });
    browsers.of(name).takeCookie(browser.cookie);
    names.bind(`$${name}`, id, name);
  }
  const owner = browsers.of('user1');
  await owner.post('/user/settings', { first_name: 'Ada', last_name: 'Lovelace' });
  const ids: string[] = [];
  for (const projectName of projectsBefore[group] ?? [])
    ids.push(Object((await owner.post('/project/new', { projectName })).body).project_id);
  names.bind('$project1', ids[0], 'the project');
  const [root] = (await findProject(run))?.rootFolder ?? [];
  names.bind('$root1', String(root._id), 'the root folder');
  names.bind('$doc1', String(root.docs[0]._id), 'the document');
}

const findProject = ({ deployed, names }: WebRun) =>
  withDatabase(deployed.form, (db) =>
    db.collection('projects').findOne({ _id: new ObjectId(names.valueOf('$project1')) }),
  );

async function replay(row: Recorded, run: WebRun): Promise<void> {
  const { names, webNames, browsers } = run;
  const request = row.request as WebRequest;
  const page = compiledAsRecorded(
    withoutSecrets(await sendAs(browsers.of(request.who), request, webNames), run),
  );
  const difference = webProjects.find((each) => isListed([each], row));
  if (isPdf(row)) return assert.match(page.text, /^%PDF-/);
  if (difference === undefined) return assertAsRecorded(page, row, names);
  assert.equal(page.status, difference[0], page.text.slice(0, 500));
  assert.throws(() => assertAsRecorded(page, row, names), 'it is not different any more');
}

/** Of a PDF the sum was recorded, which each TeX has another of. */
const isPdf = ({ response }: Recorded): boolean => Object(response.body).md5 !== undefined;

/** Editors hear what they heard from the original, or something else on purpose. */
function assertHeard(events: EditorEvent[], row: Recorded, names: Names): void {
  const different = webProjectEvents.find((each) => isListed([each], row));
  if (different !== undefined) {
    assert.deepEqual(
      events.map(({ message, payload }) => [message, ...payload]),
      names.filled(different[1]),
    );
    assert.throws(() => assertPublished(events, row, names), 'it is not different any more');
  } else if (!isListed(webProjects, row)) assertPublished(events, row, names);
}

/** What is another value each time, as the recording has it: tokens of invitations, and builds. */
function withoutSecrets(page: Page, { webNames: { values } }: WebRun): Page {
  let { text } = page;
  for (const [name, value] of [
    ['<token>', /"token":"([0-9a-f]{48})"/],
    ['<build>', /"build":"([0-9a-f-]+)"/],
  ] as const) {
    const found = value.exec(text)?.[1];
    if (found === undefined) continue;
    values.set(name, found);
    text = text.replaceAll(found, name);
  }
  return { ...page, text, body: typeof page.body === 'string' ? page.body : JSON.parse(text) };
}

/** Compiles of a project may begin a second after each other, and the recording has waited. */
async function beforeCase(run: WebRun, { group, case: title, request }: Recorded): Promise<void> {
  if (group !== 'web-compile' || !/\/compile\b/.test(request.path)) return;
  const { deployed, names } = run;
  const redis = new Redis(`${process.env.REDIS_URL}/${redisNumber(5, deployed.form)}`);
  const key = names.valueOf('compile:$project1:$user1');
  if (title === 'too soon') await redis.set(key, 'true', 'EX', 60);
  else await redis.del(key);
  redis.disconnect();
  if (title === 'compile without a doc')
    await run.browsers.of('user1').ask('DELETE', names.valueOf('/project/$project1/doc/$doc1'));
}

/** What is stored after a case. */
const stored: Record<string, (run: WebRun) => Promise<void>> = {
  trash: async (run) => {
    const project = await findProject(run);
    assert.deepEqual(project?.archived, []);
    assert.deepEqual(project?.trashed.map(String), [run.names.valueOf('$user1')]);
  },
  delete: async (run) => {
    assert.equal(await findProject(run), null);
    const id = new ObjectId(run.names.valueOf('$project1'));
    const deleted = await withDatabase(run.deployed.form, (db) =>
      db.collection('deletedProjects').findOne({ 'deleterData.deletedProjectId': id }),
    );
    assert.equal(deleted?.project.name, 'By settings');
    assert.equal(String(deleted?.deleterData.deleterId), run.names.valueOf('$user1'));
  },
};
