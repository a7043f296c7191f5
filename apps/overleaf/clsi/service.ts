import { buffer } from 'node:stream/consumers';
import { type Express, Router } from 'express';
import * as z from 'zod';
import { notFound, unavailable } from '#shared/errors';
import { errorHandler } from '#shared/http/service';
import type { Parts } from '#shared/observe/health';
import { serverTiming } from '#shared/observe/server-timing';
import { parse } from '#shared/parse';
import { overleafService } from '../service-base.ts';
import { isBuild } from './builds.ts';
import { compile } from './compile.ts';
import { removeFolder } from './compile-folder.ts';
import { findOutput, sendOutput } from './output-files.ts';
import type { Outputs } from './outputs.ts';
import { keyOf, type Place, placeIn } from './places.ts';
import { bodyBytes, readRequest } from './request.ts';
import { resourcePath } from './resource-path.ts';
import type { Runs } from './runs.ts';
import { type Sources, sourcesFile, unpacked } from './sources.ts';
import { boxesOf, codeAt } from './synctex.ts';
import { countWords } from './word-count.ts';
import { workspaceIn } from './workspace.ts';

/** What the forms of clsi differ in. */
export interface ClsiParts {
  /** The folder below which projects are compiled; it belongs to this process. */
  folder: string;
  outputs: Outputs;
  runs: Runs;
  /** Parts that `/health_check` asks. */
  parts?: Parts;
}

const statusCodes: Record<string, number> = { retry: 409 };

/** Compiles LaTeX projects, and hands out what comes of them. */
export function clsi({ folder, outputs, runs, parts = {} }: ClsiParts): Express {
  const app = overleafService('clsi', parts, { status: 'CLSI is alive\n', bodyBytes });
  const place = Router({ mergeParams: true });
  app.use('/project/:project/user/:user', place);
  app.use('/project/:project', place);
  app.use(errorHandler());

  place.post('/compile', async ({ params, body }, response) => {
    const where = placeIn(params);
    const request = readRequest(body);
    const run = await runs.begin(keyOf(where));
    if (run === undefined) {
      const error = 'another compile of this project is under way';
      response.status(423).json({ compile: { status: 'compile-in-progress', error, outputFiles: [] } });
      return;
    }
    try {
      const answer = await compile(folder, outputs, where, request, run.stopped);
      response.set('Server-Timing', serverTiming());
      response.status(statusCodes[answer.status] ?? 200).json({ compile: answer });
    } finally {
      await run.end();
    }
  });

  place.post('/compile/stop', async ({ params }, response) => {
    await runs.stop(keyOf(placeIn(params)));
    response.sendStatus(204);
  });

  place.delete('/', async ({ params }, response) => {
    const key = keyOf(placeIn(params));
    await runs.stop(key);
    const run = await runs.begin(key);
    if (run === undefined) throw unavailable('the compile of this project does not stop');
    try {
      await outputs.remove(key);
      await removeFolder(workspaceIn(folder, key).root);
    } finally {
      await run.end();
    }
    response.sendStatus(204);
  });

  place.all('/status', ({ params }, response) => {
    placeIn(params);
    response.send('OK');
  });

  place.get('/build/:build/output/*path', async (request, response) => {
    const { build, path } = request.params as unknown as { build: string; path: string[] };
    const name = path.join('/');
    const file = await findOutput(outputs, keyOf(placeIn(request.params)), build, name);
    await sendOutput(request, response, name, file);
  });

  place.get('/output/*path', async (request, response) => {
    const key = keyOf(placeIn(request.params));
    const name = (request.params as unknown as { path: string[] }).path.join('/');
    const build = (await newestBuild(key)) ?? '';
    await sendOutput(request, response, name, await findOutput(outputs, key, build, name));
  });

  place.get('/sync/code', async ({ params, query }, response) => {
    const { synctex, sources } = await synced(placeIn(params), query);
    response.json({ pdf: await boxesOf(query, synctex, sources) });
  });

  place.get('/sync/pdf', async ({ params, query }, response) => {
    const { synctex, sources } = await synced(placeIn(params), query);
    response.json({ code: await codeAt(query, synctex, sources) });
  });

  place.get('/wordcount', async ({ params, query }, response) => {
    const { file } = parse(wordQuery, query, 'the query');
    const key = keyOf(placeIn(params));
    const build = await buildIn(key, query);
    const nothing = { seenAs: '', folder: '.', texts: {} };
    const sources = build === undefined ? nothing : await sourcesOf(key, build);
    response.json({ texcount: await countWords(file, sources) });
  });

  const newestBuild = async (key: string): Promise<string | undefined> => (await outputs.builds(key)).at(-1);

  /** The build that a query names, else the newest one. */
  const buildIn = async (key: string, query: unknown): Promise<string | undefined> =>
    parse(buildQuery, query, 'the query').build ?? (await newestBuild(key));

  async function sourcesOf(key: string, build: string): Promise<Sources> {
    const file = await outputs.find(key, build, sourcesFile);
    if (file === undefined) throw notFound('this build is not kept');
    return unpacked(await buffer(await file.read()));
  }

  async function synced(where: Place, query: unknown): Promise<{ synctex: Buffer; sources: Sources }> {
    const key = keyOf(where);
    const build = await buildIn(key, query);
    if (build === undefined) throw notFound('this project has not been compiled, or not lately');
    const file = await findOutput(outputs, key, build, 'output.synctex.gz');
    return { synctex: await buffer(await file.read()), sources: await sourcesOf(key, build) };
  }

  return app;
}

const buildQuery = z.object({ build: z.string().refine(isBuild, 'must be the id of a build').optional() });
const wordQuery = z.object({ file: resourcePath.default('main.tex') });
