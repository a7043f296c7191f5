import { after, afterEach, before } from 'node:test';
import { ObjectId } from 'mongodb';
import { ProjectClient, type ProjectOptions } from '#apps/overleaf/real-time/client/project-client';
import type { Form } from '#shared/app/addresses';
import { type RunningUpdater, startUpdater } from './document-updater.ts';
import { connectRaw, type RawOptions, type RawSocket } from './raw-socket.ts';
import {
  type FakeWeb,
  type RunningRealTime,
  type SessionAnswer,
  startRealTime,
  startWeb,
} from './real-time.ts';

export const newId = (): string => new ObjectId().toHexString();

/** Cookies of the users of these tests. */
export const cookies = { ann: 'sid=ann', bob: 'sid=bob', nobody: 'sid=nobody' };

const users: [cookie: string, SessionAnswer][] = [
  [cookies.ann, { user: { _id: newId(), first_name: 'Ann', last_name: 'One', email: 'ann@example.org' } }],
  [cookies.bob, { user: { _id: newId(), first_name: 'Bob', last_name: 'Two', email: 'bob@example.org' } }],
  [cookies.nobody, { user: null, anonymousTokens: {} }],
];

/** Two processes of real-time with a document-updater, and a stand-in of web. */
export interface Editing {
  form: Form;
  web: FakeWeb;
  updater: RunningUpdater;
  realTimes: [RunningRealTime, RunningRealTime];
  /** Puts a new document into web, in a new project. */
  newDoc(...lines: string[]): { project: string; doc: string };
  /** An editor at one of the processes. */
  editor(at: 0 | 1, options: Partial<ProjectOptions> & { projectId: string }): ProjectClient;
  raw(at: 0 | 1, options: RawOptions): Promise<RawSocket>;
  /** Closes what `editor` and `raw` have opened. */
  closeAll(): void;
  stop(): Promise<void>;
}

/** Starts them in a form, on the Redis at REDIS_URL; with `loseInvocations`, no invocation reaches document-updater. */
export async function startEditing(form: Form, { loseInvocations = false } = {}): Promise<Editing> {
  const updater = await startUpdater(form);
  const web = await startWeb();
  web.sessions = new Map(users);
  const docs = new Map<string, { lines: string[]; version: number }>();
  updater.answers.web = ({ method, path, json }) => {
    const id = path.split('/').at(-1) ?? '';
    const doc = docs.get(id);
    if (doc === undefined) return { status: 404 };
    if (method === 'GET') return { status: 200, body: { ...doc, pathname: '/main.tex' } };
    docs.set(id, json as typeof doc);
    return { status: 204 };
  };
  const { redisUrl, url: updaterUrl, apihost } = updater;
  const where = { redisUrl, webUrl: web.url, updaterUrl };
  const start = () => startRealTime(form, loseInvocations ? where : { ...where, apihost });
  const realTimes: Editing['realTimes'] = [await start(), await start()];
  const open: { close(): void }[] = [];
  const closeAll = (): void => {
    for (const each of open.splice(0)) each.close();
  };
  return {
    form,
    web,
    updater,
    realTimes,
    newDoc(...lines) {
      const [project, doc] = [newId(), newId()];
      docs.set(doc, { lines, version: 1 });
      return { project, doc };
    },
    editor(at, options) {
      const client = new ProjectClient({
        url: realTimes[at].url,
        cookie: cookies.ann,
        flushMs: 5,
        ...options,
      });
      open.push(client);
      return client;
    },
    async raw(at, options) {
      const socket = await connectRaw(realTimes[at].url, { cookie: cookies.ann, ...options });
      open.push(socket);
      return socket;
    },
    closeAll,
    async stop() {
      closeAll();
      await Promise.all(realTimes.map((each) => each.stop()));
      await Promise.all([updater.stop(), web.close()]);
    },
  };
}

/** The same for the tests of the suite in which it is called, which get it from the answer; what a test opens is closed after it. */
export function editingIn(form: Form): () => Editing {
  let editing: Editing;
  before(async () => {
    editing = await startEditing(form);
  });
  after(() => editing.stop());
  afterEach(() => editing.closeAll());
  return () => editing;
}
