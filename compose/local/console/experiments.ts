import { join, relative } from 'node:path';
import express, { type RequestHandler, type Response, Router } from 'express';
import * as z from 'zod';
import { apps } from '#apps/apps';
import { HttpError } from '#shared/http/errors';
import { blameCaller, parse } from '#shared/parse';
import type { Choices, RunEvent } from '#shared/ui/experiments/types';
import { placementNames } from '#wsk/placements/placement';
import {
  compareFiles,
  hasExperiments,
  type RunningExperiment,
  startExperiment,
} from './experiment-command.ts';
import { keptResults, readResultFile, resultFile } from './kept-results.ts';
import { byPostOnly } from './method.ts';
import { sendAsset } from './page.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The folder of the command's results. */
export const defaultResults = join(root, 'test', 'bench', 'results');

const [least, greatest] = [1, 1000];
const count = z.int().min(least).max(greatest).optional();
const asked = z.object({
  experiment: z.enum(['one', 'two']),
  app: z.enum(Object.keys(apps)),
  placements: z.array(z.enum(placementNames)).min(1),
  rounds: count,
  requests: count,
  seconds: count,
});

/** The experiments of the console. */
export interface Experiments {
  router: Router;
  close(): Promise<void>;
}

/**
 * What can be measured and what was, `/experiments/choices.json`; files of results, `/experiments/results/FILE`; two of them compared,
 * `/experiments/compare.json?first=NAME&second=NAME`; what the present or last run does, as server-sent events, `/experiments/events`.
 * `POST /experiments/start` starts one, `POST /experiments/stop` stops it.
 */
export function openExperiments(folder: string): Experiments {
  const watchers = new Set<Response>();
  /** What the present or the last run has told. */
  let told: RunEvent[] = [];
  let running: RunningExperiment | undefined;

  function tell(event: RunEvent): void {
    told.push(event);
    for (const watcher of watchers) watcher.write(lineOf(event));
  }

  const start: RequestHandler = ({ body }, response) => {
    const wanted = parse(asked, body, 'the experiment', blameCaller);
    if (running !== undefined)
      throw new HttpError(409, 'An experiment runs already: wait until it ends, or stop it.');
    if (!hasExperiments())
      throw new HttpError(404, 'This tree has one form only: start experiments in the whole repository.');
    told = [];
    tell({ kind: 'begin', asked: wanted, at: new Date().toISOString() });
    const started = startExperiment(wanted, folder, (event) => {
      if (event.kind === 'result') tell({ ...event, file: relative(folder, event.file) });
      else tell(event.kind === 'part' ? { ...event, at: Date.now() } : event);
    });
    let isStopped = false;
    running = {
      ...started,
      stop() {
        isStopped = true;
        return started.stop();
      },
    };
    void started.ended.then((why) => {
      running = undefined;
      if (isStopped) tell({ kind: 'end', how: 'stopped' });
      else tell(why === undefined ? { kind: 'end', how: 'done' } : { kind: 'end', how: 'failed', why });
    });
    response.json({});
  };

  const stop: RequestHandler = async (_request, response) => {
    if (running === undefined) throw new HttpError(409, 'No experiment runs.');
    await running.stop();
    response.json({});
  };

  const watch: RequestHandler = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(`retry: 1000\n\n${told.map(lineOf).join('')}`);
    watchers.add(response);
    response.on('close', () => watchers.delete(response));
  };

  const compare: RequestHandler = async ({ query }, response) => {
    const names = [query.first, query.second].map((name) => String(name ?? ''));
    const [first, second] = await Promise.all(names.map((name) => resultFile(folder, `${name}.json`)));
    if (first === undefined || second === undefined)
      throw new HttpError(404, `There are no results ${names.join(' and ')}.`);
    response.type('json').send(await compareFiles(first, second));
  };

  const showChoices: RequestHandler = async (_request, response) => {
    const choices: Choices = {
      apps: Object.values(apps).map(({ app: { name, title } }) => ({ name, title })),
      placements: [...placementNames],
      folder: folder.startsWith(root) ? relative(root, folder) : folder,
      results: await keptResults(folder),
    };
    response.json(choices);
  };

  const router = Router()
    .get('/experiments/choices.json', showChoices)
    .get('/experiments/events', watch)
    .get('/experiments/compare.json', compare)
    .get('/experiments/results/:file', async ({ params: { file } }, response, next) => {
      const found = await readResultFile(folder, file);
      if (found === undefined) next();
      else sendAsset(response, found);
    });
  router.route('/experiments/start').post(express.json(), start).all(byPostOnly);
  router.route('/experiments/stop').post(stop).all(byPostOnly);
  return {
    router,
    async close() {
      await running?.stop();
    },
  };
}

const lineOf = (event: RunEvent): string => `data: ${JSON.stringify(event)}\n\n`;
