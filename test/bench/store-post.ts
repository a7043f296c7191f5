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
import { actionTransport } from '#shared/thrift/action';
import { clientOf } from '#shared/thrift/client';
import { type LoadGenerator, type ReadyRequest, type Task, unprepared } from './load.ts';
import { post } from './platform/client.ts';
import { startProgram } from './platform/subjects.ts';
import { addressIn, deployBeside } from './store-post/deploy.ts';
import { measureStorePost } from './store-post/writer.ts';
import type { Measurement } from './timed.ts';

const runnable = apps['social-network'] as RunnableApp;
const name = 'post-storage';
const here = join(import.meta.dirname, 'store-post');

/** The Social Network with an additional service that calls PostStorage. */
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
 * `store-post`: one call that stores a finished post, as in the paper. The call is made by a client outside the application, and by a
 * service of the application, where the placement matters.
 */
export const storePost: Task = {
  app: runnable,
  subjects: [
    {
      title: 'StorePost, called from outside',
      note: 'of which this task uses one',
      start: async (deployment) => unprepared(outsideCall(deployment)),
    },
    {
      title: 'StorePost, called by a service',
      note: 'of which this task uses one, and the calling service',
      start: startWriter,
    },
  ],
};

function outsideCall({ services, platform }: Deployment): ReadyRequest {
  const storage =
    platform === undefined
      ? thriftClient(PostStorageService, services[name] ?? '')
      : clientOf(
          PostStorageService,
          actionTransport(addressIn(runnable.app, name, platform), undefined, platform.auth),
        );
  return () => measureStorePost(storage);
}

async function startWriter(
  { platform, placement, services }: Deployment,
  stack: Stack,
): Promise<LoadGenerator> {
  if (platform !== undefined) {
    const action = { app: withWriter, name: 'writer', entry: join(here, 'serverless.ts') };
    await deployBeside(action, platform, placement, stack);
    return unprepared(ask(addressIn(withWriter, 'writer', platform)));
  }
  const url = services[name] ?? '';
  const { child, line } = await startProgram(join(here, 'microservice.ts'), [url]);
  const request = ask(`http://127.0.0.1:${line.split(' ')[1]}`);
  return { ...unprepared(request), processes: [child.pid ?? 0], stop: () => void child.kill() };
}

const ask =
  (url: string): ReadyRequest =>
  async () => {
    const from = Date.now();
    const response = await post(`${url}/posts`, '{}');
    if (response.status !== 200) throw new Error(`${url} responds with ${response.status}: ${response.text}`);
    const measured: Measurement = JSON.parse(response.text);
    return { ...measured, began: [from, measured.began[1]] };
  };
