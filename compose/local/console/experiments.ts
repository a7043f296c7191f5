import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { apps } from '#apps/apps';
import { messageOf } from '#shared/errors';
import { parseJson } from '#shared/parse';
import { buildPage } from '#shared/ui/build';
import type { Choices, RunEvent } from '#shared/ui/experiments/types';
import { placementNames } from '#wsk/placements/placement';
import {
  compareFiles,
  hasExperiments,
  type RunningExperiment,
  startExperiment,
} from './experiment-command.ts';
import { keptResults, readResultFile, resultFile } from './kept-results.ts';
import { sendJson, sendText } from './overview-answers.ts';

const root = join(import.meta.dirname, '..', '..');

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
  /** Answers a request below `/experiments`; false when the path is none of its own. */
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * The page `/experiments`; what can be measured and what was, `/experiments/choices.json`; files of results, `/experiments/results/FILE`;
 * two of them compared, `/experiments/compare.json?first=NAME&second=NAME`; what the present or last run does, as server-sent events,
 * `/experiments/events`. `POST /experiments/start` starts one, `POST /experiments/stop` stops it.
 */
export async function openExperiments(folder: string): Promise<Experiments> {
  const page = await buildPage(join(root, 'shared', 'ui', 'experiments'));
  const watchers = new Set<ServerResponse>();
  /** What the present or the last run has told. */
  let told: RunEvent[] = [];
  let running: RunningExperiment | undefined;

  function tell(event: RunEvent): void {
    told.push(event);
    for (const watcher of watchers) watcher.write(lineOf(event));
  }

  async function start(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wanted = parseJson(asked, await text(request), 'the experiment');
    if (running !== undefined)
      return sendText(response, 409, 'An experiment runs already: wait until it ends, or stop it.');
    if (!hasExperiments())
      return sendText(
        response,
        404,
        'This tree has one form only: start experiments in the whole repository.',
      );
    told = [];
    tell({ kind: 'begin', asked: wanted, at: new Date().toISOString() });
    const started = startExperiment(wanted, folder, (event) =>
      tell(event.kind === 'result' ? { ...event, file: relative(folder, event.file) } : event),
    );
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
    sendJson(response, {});
  }

  function watch(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(`retry: 1000\n\n${told.map(lineOf).join('')}`);
    watchers.add(response);
    response.on('close', () => watchers.delete(response));
  }

  async function compare(query: URLSearchParams, response: ServerResponse): Promise<void> {
    const names = ['first', 'second'].map((key) => query.get(key) ?? '');
    const [first, second] = await Promise.all(names.map((name) => resultFile(folder, `${name}.json`)));
    if (first === undefined || second === undefined)
      return sendText(response, 404, `There are no results ${names.join(' and ')}.`);
    const compared = await compareFiles(first, second);
    response.writeHead(200, { 'content-type': 'application/json' }).end(compared);
  }

  async function post(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (path === '/experiments/start') return start(request, response);
    if (path !== '/experiments/stop') return sendText(response, 404, `${path} cannot be sent by POST.`);
    if (running === undefined) return sendText(response, 409, 'No experiment runs.');
    await running.stop();
    sendJson(response, {});
  }

  async function get(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const [, name] = /^\/experiments\/results\/([^/]+)$/.exec(path) ?? [];
    if (path === '/experiments/choices.json') return sendJson(response, await choices());
    if (path === '/experiments/events') return watch(response);
    if (path === '/experiments/compare.json')
      return compare(new URL(request.url ?? '', 'http://localhost').searchParams, response);
    if (/^\/experiments\/(start|stop)$/.test(path))
      return sendText(response, 405, `${path} changes something: send it by POST`);
    const file =
      name === undefined
        ? page.get(path === '/experiments' ? '/index.html' : path)
        : await readResultFile(folder, decodeURIComponent(name));
    if (file === undefined) return sendText(response, 404, `There is no ${path} here.`);
    response
      .writeHead(200, { 'content-type': file.type, 'x-content-type-options': 'nosniff' })
      .end(file.body);
  }

  const choices = async (): Promise<Choices> => ({
    apps: Object.values(apps).map(({ app: { name, title } }) => ({ name, title })),
    placements: [...placementNames],
    folder: folder.startsWith(root) ? relative(root, folder) : folder,
    results: await keptResults(folder),
  });

  return {
    async answer(request, response, path) {
      if (!path.startsWith('/experiments') && !(path.startsWith('/assets/') && page.has(path))) return false;
      const answering = (request.method === 'POST' ? post : get)(request, response, path);
      await answering.catch((error: unknown) => sendText(response, 400, messageOf(error)));
      return true;
    },
    async close() {
      await running?.stop();
    },
  };
}

const lineOf = (event: RunEvent): string => `data: ${JSON.stringify(event)}\n\n`;
