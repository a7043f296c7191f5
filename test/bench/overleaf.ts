import { apps } from '#apps/apps';
import { compileOf, type Editor, newProject, openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Schedule } from './comparison.ts';
import { type LoadGenerator, type Task, unprepared } from './load.ts';
import { timed, traceparentOf } from './timed.ts';

const app = apps.overleaf as RunnableApp;
const environment = { DISABLE_RATE_LIMITS: 'true' };

/** TeX takes half a second of a core. */
const compiles: Schedule = { rounds: 12, requestsARound: 5, warmUp: 10, open: { rate: 1, ms: 2000 } };

/** `compile`: a document of one page, whose text has changed since the last compile. */
export const compile: Task = {
  app,
  environment,
  schedule: compiles,
  subjects: [{ title: 'Compile', start: ({ url }) => compileLoad(url) }],
};

/** A project is compiled once a second at most. */
const restMs = 1000;

interface OpenProject {
  id: string;
  editor: Editor;
  /** The time of `performance.now()` from which on it may be compiled again. */
  freeFrom: number;
}

async function compileLoad(url: string): Promise<LoadGenerator> {
  const author = new Visitor(url);
  await author.register();
  const all: OpenProject[] = [];
  const free: OpenProject[] = [];
  let sentences = 0;
  const openAnother = async (): Promise<OpenProject> => {
    const id = await newProject(author);
    const opened = { id, editor: await openDoc(author, id), freeFrom: 0 };
    all.push(opened);
    return opened;
  };
  const take = async (): Promise<OpenProject> => {
    const [longestFree] = free;
    if (longestFree === undefined || longestFree.freeFrom > performance.now()) return openAnother();
    return free.shift() ?? longestFree;
  };
  return {
    async prepare() {
      const project = await take();
      const { doc, changed } = project.editor;
      doc.edit([{ p: doc.text.indexOf('\\end{document}'), i: `Sentence ${sentences++}. ` }]);
      await changed(() => doc.isSaved);
      return async () => {
        try {
          return await timed((traceId) =>
            compileOf(author, project.id, { traceparent: traceparentOf(traceId) }),
          );
        } finally {
          project.freeFrom = performance.now() + restMs;
          free.push(project);
        }
      };
    },
    stop() {
      for (const { editor } of all) editor.client.close();
    },
  };
}

/** `apply-update`: from sending what one editor types until another one has received it. */
export const applyUpdate: Task = {
  app,
  environment,
  subjects: [{ title: 'ApplyUpdate', start: ({ url }) => typingLoad(url) }],
};

async function typingLoad(url: string): Promise<LoadGenerator> {
  const author = new Visitor(url);
  await author.register();
  const project = await newProject(author);
  const [writer, reader] = [await openDoc(author, project), await openDoc(author, project)];
  const load = unprepared(() =>
    timed(async () => {
      const { version } = reader.doc;
      writer.doc.edit([{ p: 0, i: 'x' }]);
      await reader.changed(() => reader.doc.version > version);
      await writer.changed(() => writer.doc.isSaved);
    }),
  );
  return {
    ...load,
    stop() {
      writer.client.close();
      reader.client.close();
    },
  };
}

/** `open-project`: from the handshake of a socket until the main document is there. */
export const openProject: Task = {
  app,
  environment,
  schedule: { rounds: 20, requestsARound: 20, warmUp: 200, open: { rate: 10, ms: 1000 } },
  subjects: [{ title: 'OpenProject', start: ({ url }) => openingLoad(url) }],
};

async function openingLoad(url: string): Promise<LoadGenerator> {
  const author = new Visitor(url);
  await author.register();
  const project = await newProject(author);
  // Somebody has the document open, so that opening it does not read it from the database.
  const other = await openDoc(author, project);
  const load = unprepared(() =>
    timed(async () => {
      const { client } = await openDoc(author, project);
      client.close();
    }),
  );
  return { ...load, stop: () => other.client.close() };
}
