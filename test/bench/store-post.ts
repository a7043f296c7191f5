import { join } from 'node:path';
import { apps, type RunnableApp } from '#apps/apps';
import { actionClient, thriftClient } from '#apps/social-network/clients';
import { PostStorageService } from '#apps/social-network/social-network';
import type { Deployment } from '#compose/local/deployment';
import type { StartedPlatform } from '#compose/local/platform';
import type { Progress } from '#compose/local/progress';
import type { Stack } from '#compose/local/stack';
import { defineApp } from '#shared/app/define-app';
import { bundleAction, bundleFused } from '#wsk/deploy/bundle';
import { webUrl } from '#wsk/deploy/deploy-app';
import { bothForms, oneByOne, type Requests } from './both-forms.ts';
import { post } from './platform/client.ts';
import { startProgram } from './platform/subjects.ts';
import { callFromHere, deployFurther, ofPostStorage } from './store-post/deploy.ts';
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
      calls: [name],
      environment: () => ({}),
      action: {
        kind: 'web',
        memoryMb: 256,
        timeoutMs: 60_000,
        concurrency: 100,
        invokes: true,
        fuses: [name],
      },
    },
  },
});

/**
 * `npm run bench -- store-post`: one call that stores a finished post, the paper's task. By a client outside, and by a neighbour
 * in the application, as ComposePost is one, where the placement of actions counts.
 */
export const storePostBench = (progress: Progress): Promise<string> =>
  bothForms(
    runnable,
    [
      {
        title: 'StorePost, called from outside',
        note: 'of which this task uses one',
        prepare: async (deployment) => oneByOne(outsideCall(deployment)),
      },
      {
        title: 'StorePost, called by a neighbour',
        note: 'of which this task uses one, and the neighbour',
        prepare: startWriter,
      },
    ],
    progress,
  );

function outsideCall({ services, platform }: Deployment): () => Promise<Made> {
  if (platform !== undefined) callFromHere(platform);
  const storage =
    platform === undefined
      ? thriftClient(PostStorageService, services[name] ?? '')
      : actionClient(PostStorageService, `social-network/${name}`);
  return () => storePost(storage);
}

async function startWriter({ platform, services }: Deployment, stack: Stack): Promise<Requests> {
  if (platform !== undefined) return { make: ask(await deployWriter(platform, stack)) };
  const url = services[name] ?? '';
  const { child, line } = await startProgram(join(here, 'microservice.ts'), [url]);
  const make = ask(`http://127.0.0.1:${line.split(' ')[1]}`);
  return { make, processes: [child.pid ?? 0], stop: () => void child.kill() };
}

async function deployWriter(platform: StartedPlatform, stack: Stack): Promise<string> {
  const fused = process.env.FUSE === 'true';
  const entry = join(here, 'serverless.ts');
  const { zip } = fused
    ? await bundleFused(entry, [
        { name: `social-network/${name}`, kind: 'invoke', entry: ofPostStorage('serverless.ts') },
      ])
    : await bundleAction(entry);
  await deployFurther(withWriter, new Map([['writer', zip]]), platform, stack, fused);
  return webUrl(platform, 'social-network', 'writer');
}

const ask =
  (url: string): Requests['make'] =>
  async (count) => {
    const from = Date.now();
    const answer = await post(`${url}/posts`, JSON.stringify({ count }));
    if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}: ${answer.text}`);
    return (JSON.parse(answer.text) as Made[]).map((made) => ({ ...made, began: [from, made.began[1]] }));
  };
