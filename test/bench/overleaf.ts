import { apps } from '#apps/apps';
import { compileOf, newProject, openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import { compareForms, type LoadGenerator, oneByOne, type Subject } from './compare-forms.ts';
import type { Schedule } from './comparison.ts';
import { timed, traceparentOf } from './timed.ts';

const app = apps.overleaf as RunnableApp;

/** TeX takes half a second of a core. */
const compiles: Schedule = { rounds: 12, requestsARound: 5, warmUp: 10, open: { rate: 1, ms: 2000 } };

/** `npm run bench -- compile`: a document of one page, whose text has changed since the last compile. */
export function compileBench(progress: Progress): Promise<string> {
  return compare([{ title: 'Compile', start: ({ url }) => compileLoad(url) }], progress, compiles);
}

async function compileLoad(url: string): Promise<LoadGenerator> {
  const author = new Visitor(url);
  await author.register();
  // Several projects, because one is compiled once a second at most.
  const projects = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const id = await newProject(author);
      return { id, editor: await openDoc(author, id) };
    }),
  );
  const after = (count: number) => projects[count % projects.length] as (typeof projects)[number];
  let written = 0;
  let compiled = 0;
  const load = oneByOne(async () => {
    const { id } = after(compiled++);
    return timed((traceId) => compileOf(author, id, { traceparent: traceparentOf(traceId) }));
  });
  return {
    ...load,
    async prepare(count) {
      for (const end = compiled + count; written < end; written += 1) {
        const { doc, changed } = after(written).editor;
        doc.edit([{ p: doc.text.indexOf('\\end{document}'), i: `Sentence ${written}. ` }]);
        await changed(() => doc.isSaved);
      }
    },
    stop() {
      for (const { editor } of projects) editor.client.close();
    },
  };
}

/** `npm run bench -- apply-update`: from sending what one editor types until another one has received it. */
export function applyUpdateBench(progress: Progress): Promise<string> {
  return compare([{ title: 'ApplyUpdate', start: ({ url }) => typingLoad(url) }], progress);
}

async function typingLoad(url: string): Promise<LoadGenerator> {
  const author = new Visitor(url);
  await author.register();
  const project = await newProject(author);
  const [writer, reader] = [await openDoc(author, project), await openDoc(author, project)];
  const load = oneByOne(() =>
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

/** `npm run bench -- open-project`: from the handshake of a socket until the main document is there. */
export function openProjectBench(progress: Progress): Promise<string> {
  return compare([{ title: 'OpenProject', start: ({ url }) => openingLoad(url) }], progress, {
    rounds: 20,
    requestsARound: 20,
    warmUp: 200,
    open: { rate: 10, ms: 1000 },
  });
}

async function openingLoad(url: string): Promise<LoadGenerator> {
  const author = new Visitor(url);
  await author.register();
  const project = await newProject(author);
  // Somebody has the document open, so that opening it does not read it from the database.
  const other = await openDoc(author, project);
  const load = oneByOne(() =>
    timed(async () => {
      const { client } = await openDoc(author, project);
      client.close();
    }),
  );
  return { ...load, stop: () => other.client.close() };
}

function compare(subjects: Subject[], progress: Progress, schedule?: Schedule): Promise<string> {
  process.env.DISABLE_RATE_LIMITS = 'true';
  return compareForms(app, subjects, progress, schedule);
}
