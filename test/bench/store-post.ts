import { join } from 'node:path';
import { apps } from '#apps/apps';
import { thriftClient } from '#apps/social-network/clients';
import { PostStorageService } from '#apps/social-network/social-network';
import type { Deployment } from '#compose/local/deployment';
import type { Stack } from '#compose/local/stack';
import { web } from '#shared/app/actions';
import { defineApp } from '#shared/app/define-app';
import { service } from '#shared/app/needs';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import { actionTransport } from '#shared/thrift/action';
import { clientOf } from '#shared/thrift/client';
import { compareForms, oneByOne, type Requests } from './compare-forms.ts';
import { post } from './platform/client.ts';
import { startProgram } from './platform/subjects.ts';
import { addressIn, deployBeside } from './store-post/deploy.ts';
import { storePost } from './store-post/writer.ts';
import type { Made } from './timed.ts';

const runnable = apps['social-network'] as RunnableApp;
const name = 'post-storage';
const here = join(import.meta.dirname, 'store-post');

/** Social Network with the service that calls PostStorage in this benchmark. */
const withWriter = defineApp({
  ...runnable.app,
  services: {
    ...runnable.app.services,
    writer: {
      summary: 'stores posts',
      needs: { POST_STORAGE_URL: service(name) },
      actions: { main: web({ timeoutMs: 60_000, fuses: [name] }) },
    },
  },
});

/**
 * `npm run bench -- store-post`: one call that stores a finished post, the paper's task. By a client outside, and by a neighbour
 * in the application, as ComposePost is one, where the placement of actions counts.
 */
export const storePostBench = (progress: Progress): Promise<string> =>
  compareForms(
    runnable,
    [
      {
        title: 'StorePost, called from outside',
        note: 'of which this task uses one',
        start: async (deployment) => oneByOne(outsideCall(deployment)),
      },
      {
        title: 'StorePost, called by a neighbour',
        note: 'of which this task uses one, and the neighbour',
        start: startWriter,
      },
    ],
    progress,
  );

function outsideCall({ services, platform }: Deployment): () => Promise<Made> {
  const storage =
    platform === undefined
      ? thriftClient(PostStorageService, services[name] ?? '')
      : clientOf(
          PostStorageService,
          actionTransport(addressIn(runnable.app, name, platform), undefined, platform.auth),
        );
  return () => storePost(storage);
}

async function startWriter({ platform, placement, services }: Deployment, stack: Stack): Promise<Requests> {
  if (platform !== undefined) {
    const action = { app: withWriter, name: 'writer', entry: join(here, 'serverless.ts') };
    await deployBeside(action, platform, placement, stack);
    return { make: ask(addressIn(withWriter, 'writer', platform)) };
  }
  const url = services[name] ?? '';
  const { child, line } = await startProgram(join(here, 'microservice.ts'), [url]);
  const make = ask(`http://127.0.0.1:${line.split(' ')[1]}`);
  return { make, processes: [child.pid ?? 0], stop: () => void child.kill() };
}

const ask =
  (url: string): Requests['make'] =>
  async (count) => {
    const from = Date.now();
    const answer = await post(`${url}/posts`, JSON.stringify({ count }));
    if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}: ${answer.text}`);
    return (JSON.parse(answer.text) as Made[]).map((made) => ({ ...made, began: [from, made.began[1]] }));
  };
