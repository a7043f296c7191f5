import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { upOne } from 'docker-compose';
import { findCompose } from '#compose/local/docker/compose-program';
import { projectName } from '#compose/local/docker/container-form';
import type { Form } from '#shared/app/addresses';
import type { App } from '#shared/app/define-app';
import { createProgress } from '#shared/cli/progress';
import { type Containers, containersOf, docker, ofProject } from './containers.ts';

const composeFolder = join(import.meta.dirname, '..', '..', 'compose');
const tag = 'updated';

/** Builds a new image for a service and replaces its container alone, as for a new version of the service. */
export async function updateService(
  app: App,
  form: Form,
  service: string,
  containers: Containers,
): Promise<void> {
  const [old = ''] = await containersOf(app, form, service);
  const others = async (but: string): Promise<string[]> =>
    (await docker('ps', '--quiet', '--filter', ofProject(app, form))).filter((id) => id !== but);
  const present = await others(old);
  const scratch = mkdtempSync(join(tmpdir(), 'updated-'));
  try {
    const image = await buildUpdated(old, scratch);
    await replace(app, form, service, containers, scratch);
    const [updated = ''] = await containersOf(app, form, service);
    assert.deepEqual(await docker('inspect', '--format', '{{.Config.Image}}', updated), [image]);
    assert.deepEqual(await others(updated), present, 'no other container is replaced');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Builds an image with another content and tag than that of a container; returns its name. */
async function buildUpdated(container: string, scratch: string): Promise<string> {
  const [name = ''] = await docker('inspect', '--format', '{{.Config.Image}}', container);
  const image = name.replace(/:.*/, `:${tag}`);
  writeFileSync(join(scratch, 'Dockerfile'), `FROM ${name}\nENV UPDATED=yes\n`);
  await docker('build', '--quiet', '--tag', image, scratch);
  return image;
}

/** `docker compose up` of one service, with what the form was started with. */
async function replace(
  app: App,
  form: Form,
  service: string,
  { stack, secrets }: Containers,
  scratch: string,
): Promise<void> {
  const compose = await findCompose(createProgress());
  const deployment = stack.deployments.find((each) => each.form === form);
  const config = [`${form}.yaml`];
  if (deployment?.platform !== undefined) {
    const published = join(scratch, 'published.yaml');
    const ports = [`127.0.0.1:${new URL(deployment.platform.apihost).port}:3233`];
    writeFileSync(published, JSON.stringify({ services: { openwhisk: { ports } } }));
    config.push(published);
  }
  await upOne(service, {
    ...compose,
    cwd: join(composeFolder, app.name),
    config,
    composeOptions: ['--project-name', projectName(app, form)],
    commandOptions: ['--no-deps', '--wait'],
    env: { ...compose.env, ...secrets, DIPTYCH_TAG: tag, PORT: new URL(deployment?.url ?? '').port },
  });
}
