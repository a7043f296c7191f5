import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { ObjectId } from 'mongodb';
import { type DeployedForm, withoutAddressOf } from '#test/harness/forms';
import { type Person, register, withDatabase } from './accounts.ts';
import { type EditorEvent, listenToEditors } from './editor-events.ts';
import { createProject, type ProjectClient } from './project-client.ts';

const { MONGO_URL, REDIS_URL } = process.env;

/** Why the trees of projects and what editors hear of them cannot be looked into here, or false. */
export const noTrees = (deployed: DeployedForm): string | false =>
  !MONGO_URL || !REDIS_URL
    ? 'MONGO_URL and REDIS_URL do not name the stores that are looked into'
    : withoutAddressOf('document-updater', 'docstore')(deployed);

/** A picture, as far as tests are concerned. */
export const png = Buffer.from('iVBORw0KGgoAAQ==', 'base64');

/** Registers an author before the tests of the suite in which it is called, and listens to what editors are told. */
export function trees({ form, url, services }: DeployedForm) {
  let editors: Awaited<ReturnType<typeof listenToEditors>>;
  let author: Person;
  before(async () => {
    editors = await listenToEditors();
    author = await register(url);
  });
  after(() => editors.close());

  /** The record of a project. */
  const recordOf = (project: string) =>
    withDatabase(form, (db) => db.collection('projects').findOne({ _id: new ObjectId(project) }));
  /** The id of its root folder. */
  const rootOf = async (project: string): Promise<string> =>
    String((await recordOf(project))?.rootFolder[0]._id);

  return {
    author: (): Person => author,
    recordOf,
    rootOf,
    newProject: (options = {}): Promise<ProjectClient> => createProject(url, author, rootOf, options),
    /** The events that editors have heard since the last time, of a project, or of all with an empty text. */
    heard: (project: string): Promise<EditorEvent[]> => editors.take(project),
    /** The text of a document as its editors see it. */
    async textOf(project: string, doc: unknown): Promise<string> {
      const answer = await fetch(`${services['document-updater']}/project/${project}/doc/${doc}`);
      assert.equal(answer.status, 200);
      return Object(await answer.json()).lines.join('\n');
    },
  };
}

/** The id of an uploaded file. The test fails where the answer is another one. */
export function fileIn(body: unknown): string {
  const { success, entity_id, entity_type } = Object(body);
  assert.deepEqual([success, entity_type], [true, 'file'], JSON.stringify(body));
  return entity_id;
}
