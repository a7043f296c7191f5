import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { ObjectId } from 'mongodb';
import { describeForms } from '#test/harness/forms';
import { register, withDatabase } from '#test/overleaf/accounts';
import type { Page } from '#test/overleaf/browser';
import { unzip } from '#test/overleaf/unzip';
import { bytesAt, type UploadOptions, upload } from '#test/overleaf/uploads';
import { webTree, webTreeLeft } from './differences/web-tree.ts';
import { groupsOf, type Recorded } from './recording.ts';
import { isListed } from './replay.ts';
import { hearEditors, newRun, noStores, sendAs, type WebRequest, type WebRun } from './web-recording.ts';
import { assertAsRecorded, assertPublished } from './web-replay.ts';

describeForms('overleaf', 'the recording of trees', { skip: noStores }, (deployed) => {
  const heard = hearEditors();

  for (const [group, rows] of groupsOf('web-tree'))
    describe(group, () => {
      const run = newRun(deployed);
      const { names } = run;
      before(() => begin(run, group));
      for (const row of rows.filter((each) => !isListed(webTreeLeft, each)))
        it(row.case, async () => {
          await steps[row.case]?.(run);
          await heard('');
          await replay(row, run);
          if (isListed(webTree, row) || names.isUnbound('$project1')) return;
          assertPublished(await heard(names.valueOf('$project1')), row, names);
        });
    });
});

async function begin(run: WebRun, group: string): Promise<void> {
  const { deployed, names, webNames, browsers } = run;
  const { browser, id } = await register(deployed.url, { email: webNames.filled('user1@example.org') });
  await browser.post('/user/settings', {
    first_name: 'Ada',
    last_name: 'Lovelace',
    spellCheckLanguage: 'de',
  });
  browsers.of('user1').takeCookie(browser.cookie);
  names.bind('$user1', id, 'the user');
  if (group === 'web-projects') return;
  const { body } = await browser.post('/project/new', { projectName: 'First' });
  await bindProject(run, Object(body).project_id);
}

async function bindProject({ deployed, names }: WebRun, id: string): Promise<void> {
  names.bind('$project1', id, 'the project');
  const project = await withDatabase(deployed.form, (db) =>
    db.collection('projects').findOne({ _id: new ObjectId(id) }),
  );
  const [root] = project?.rootFolder ?? [];
  names.bind('$root1', String(root._id), 'the root folder');
  names.bind('$doc1', String(root.docs[0]._id), 'the document');
}

async function replay(row: Recorded, run: WebRun): Promise<void> {
  const { names, webNames, browsers, deployed } = run;
  const request = row.request as WebRequest;
  const browser = browsers.of(request.who);
  const path = names.valueOf(request.path);
  const content = Object(row.response.body);
  if (content.zip !== undefined)
    return assert.deepEqual(
      Object.keys(await unzip(await bytesAt(deployed.url, browser, path))),
      content.zip,
    );
  if (content.base64 !== undefined)
    return assert.equal((await bytesAt(deployed.url, browser, path)).toString('base64'), content.base64);
  const page =
    uploads[row.case] === undefined
      ? await sendAs(browser, request, webNames)
      : await upload(deployed.url, browser, path, uploads[row.case] as UploadOptions);
  await bind(row, page, run);
  const difference = webTree.find((each) => isListed([each], row));
  const answered = { headers: new Headers(), ...page, body: withoutHash(page.body) };
  if (difference === undefined) return assertAsRecorded(answered, row, names);
  assert.equal(page.status, difference[0], page.text.slice(0, 500));
  assert.throws(() => assertAsRecorded(answered, row, names), 'it is not different any more');
}

/** Clients of today also get the hash of an uploaded file. */
function withoutHash(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('entity_id' in body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'hash'));
}

/** What happened before a case without a row of its own here. */
const steps: Record<string, (run: WebRun) => Promise<unknown>> = {
  'download zip': ({ names, browsers }) =>
    browsers.of('user1').post(names.valueOf('/project/$project1/settings'), { name: 'By settings' }),
};

/** What the asker of the original has taken from answers. */
async function bind({ group, case: title }: Recorded, page: Pick<Page, 'body'>, run: WebRun): Promise<void> {
  const { _id, entity_id, project_id } = Object(page.body);
  const ids: Record<string, string> = {
    'add doc': '$doc2',
    'add folder': '$folder1',
    'folder in the folder': '$folder2',
    'upload a binary': '$file1',
  };
  const name = group === 'web-tree' ? ids[title] : undefined;
  if (name !== undefined) run.names.bind(name, _id ?? entity_id, title);
  if (title === 'new, blank') await bindProject(run, project_id);
}

const png = Buffer.from('iVBORw0KGgoAAQ==', 'base64');

/** The forms of uploads, of which the recording has only the lengths. */
const uploads: Record<string, UploadOptions> = {
  'upload a binary': { file: { name: 'pic.png', content: png } },
  'upload it again': { file: { name: 'pic.png', content: Buffer.concat([png, png]) } },
  'upload a text': { file: { name: 'text.tex', content: 'some\ntext' } },
  'upload over a doc': { file: { name: 'text.tex', content: 'other' } },
  'upload a binary over a doc': { file: { name: 'text.tex', content: 'some\0thing' } },
  'upload with a bad name': { file: { name: 'a*b.tex', content: 'x' } },
  'upload to an unknown folder': { file: { name: 'x.tex', content: 'x' } },
  'upload without a folder': { file: { name: 'x.tex', content: 'x' } },
  'upload without a file name': { file: { name: '', content: 'x' } },
};
