import assert from 'node:assert/strict';
import supertest from 'supertest';
import { projectName } from '#compose/local/docker/container-form';
import { startContainerStack } from '#compose/local/docker/container-stack';
import { newSecrets, type Secrets } from '#compose/local/docker/secrets';
import { run } from '#compose/local/install/command';
import { freePort } from '#compose/local/ports';
import type { Stack } from '#compose/local/stack';
import { type Form, forms } from '#shared/app/addresses';
import type { App } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { createProgress } from '#shared/cli/progress';
import type { DeployedForm } from '#test/harness/forms';

/** Forms of an application in containers. */
export interface Containers {
  stack: Stack;
  secrets: Secrets;
}

/** Starts forms of an application in containers, and waits until all are healthy. */
export async function startContainers(
  runnable: RunnableApp,
  scale: Readonly<Record<string, number>> = {},
  chosen: readonly Form[] = forms,
): Promise<Containers> {
  const secrets = newSecrets(runnable.app);
  // Two of this run's own, one after the other: others look for ports from 8080 on while these containers start.
  const [port] = [await freePort(), await freePort()];
  const plan = {
    apps: [runnable],
    forms: [...chosen],
    port,
    progress: createProgress(),
    onFatal: assert.fail,
  };
  const stack = await startContainerStack(plan, {
    scale: new Map(Object.entries(scale)),
    secretsFor: () => secrets,
  });
  return { stack, secrets };
}

/** A form that runs, as tests of the contract see it. */
export function deployedIn({ deployments }: Stack, wanted: Form): DeployedForm {
  const found = deployments.find(({ form }) => form === wanted);
  assert.ok(found, `the ${wanted} form does not run`);
  const { app, form, url, services } = found;
  return { app: app.name, form, url, services, request: supertest(url) };
}

/** The lines that a command of Docker prints. */
export async function docker(...args: string[]): Promise<string[]> {
  const { ok, output } = await run('docker', args);
  assert.ok(ok, output);
  return output.split('\n').filter((line) => line !== '');
}

/** The filter for what Docker has of a form. */
export const ofProject = (app: App, form: Form): string =>
  `label=com.docker.compose.project=${projectName(app, form)}`;

/** The ids of the containers of a service that run. */
export const containersOf = (app: App, form: Form, service: string): Promise<string[]> =>
  docker(
    'ps',
    '--quiet',
    '--filter',
    ofProject(app, form),
    '--filter',
    `label=com.docker.compose.service=${service}`,
  );
