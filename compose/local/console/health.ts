import { type App, actionsOf, processesOf } from '#shared/app/define-app';
import { actionsIn } from '#wsk/deploy/found';
import { restOf } from '#wsk/deploy/rest';
import type { Deployment } from '../deployment.ts';
import { probePort } from '../ports.ts';

/** Whether the parts of a form can serve, and how many of them were asked: processes in containers cannot be, except the front door. */
export interface Health {
  processes: number;
  actions: number;
  /** One phrase for each part that cannot, such as `payment answers 503`. */
  problems: string[];
}

const patienceMs = 3000;

/**
 * Asks each process of a form at the application's health path, or whether it accepts a connection where it speaks no HTTP, and the
 * platform whether the actions are there.
 */
export async function healthOf(deployment: Deployment): Promise<Health> {
  const { app, form, services, processes, platform } = deployment;
  const asked = processesOf(app, form).filter(({ name }) => name in services || name in processes);
  const actions = platform === undefined ? 0 : actionsOf(app).length;
  const problems = await Promise.all([
    ...asked.map(({ name }) => problemOf(deployment, name)),
    problemOfActions(deployment),
  ]);
  return { processes: asked.length, actions, problems: problems.flatMap((each) => each ?? []) };
}

async function problemOf(
  { app, services, processes }: Deployment,
  name: string,
): Promise<string | undefined> {
  const url = services[name];
  if (url === undefined) return processes[name]?.pid() === 0 ? `${name} does not run` : undefined;
  const { protocol, port } = new URL(url);
  try {
    if (protocol === 'http:') return await problemAt(app, name, url);
    await probePort(Number(port));
    return undefined;
  } catch {
    return `${name} does not answer`;
  }
}

async function problemAt(app: App, name: string, url: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(patienceMs);
  const response = await fetch(url + (app.healthPath ?? '/health'), { signal });
  await response.body?.cancel();
  return response.ok ? undefined : `${name} answers ${response.status}`;
}

async function problemOfActions({ app, platform }: Deployment): Promise<string | undefined> {
  if (platform === undefined) return undefined;
  try {
    const found = await actionsIn(restOf(platform, patienceMs), app.name);
    const absent = actionsOf(app).filter(({ name }) => !found?.all.has(name));
    if (absent.length === 0) return undefined;
    return `not deployed: ${absent.map(({ name }) => name).join(', ')}`;
  } catch {
    return `the OpenWhisk at ${platform.apihost} does not answer`;
  }
}
