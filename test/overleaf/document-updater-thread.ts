import { parentPort, workerData } from 'node:worker_threads';
import type { Form } from '#shared/app/addresses';
import { type Main, serveApi, serveWebAction } from '#test/harness/in-process/actions';

/** What the thread is told. */
export interface ThreadPlan {
  form: Form;
  /** The port of the service. */
  port: number;
}

const { form, port }: ThreadPlan = workerData;

/** What the thread reports when it serves: the address of the API that starts the actions, where there are some. */
export interface ThreadStarted {
  apihost?: string;
}

const folder = '#apps/overleaf/document-updater';
const report = (started: ThreadStarted): void => parentPort?.postMessage(started);
const load = async (entry: string): Promise<Main> =>
  ((await import(`${folder}/${entry}`)) as { main: Main }).main;

if (form === 'microservice') {
  await import(`${folder}/microservice`);
  report({});
} else {
  await serveWebAction(await load('serverless'), port);
  const actions = new Map([
    ['overleaf/document-updater-process', await load('process.action')],
    ['overleaf/document-updater-sweep', await load('sweep.action')],
  ]);
  report({ apihost: `http://127.0.0.1:${await serveApi(actions)}` });
}
