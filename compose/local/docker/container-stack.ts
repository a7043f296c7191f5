import type { Form } from '#shared/app/addresses';
import { type App, componentsOf } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import { stopSignal } from '#shared/cli/stop';
import { tracesTarget } from '#shared/observe/traces-setting';
import { isStore, storesWith } from '../../generate/stores.ts';
import type { StartedComponent } from '../components/components.ts';
import { openDataFolder } from '../data.ts';
import { isFree, openPort } from '../ports.ts';
import { settleAll } from '../settle-all.ts';
import type { Stack, StackPlan } from '../stack.ts';
import { startAsWhole } from '../start-signal.ts';
import { findCompose } from './compose-program.ts';
import { buildImages, type ContainerForm, type ContainerPlan, startContainerForm } from './container-form.ts';
import { checkScale, type Scale } from './scale.ts';
import { newSecrets, type Secrets } from './secrets.ts';

const firstPort = 8080;

/** How containers start. */
export interface ContainerOptions {
  scale?: Scale;
  /** The secrets of an application; new ones, unless the environment sets them. */
  secretsFor?: (app: App) => Secrets;
}

/** Starts applications in containers by their compose files, as `startStack` starts them as processes. */
export const startContainerStack = (plan: StackPlan, options: ContainerOptions = {}): Promise<Stack> =>
  startAsWhole(plan.signal ?? stopSignal, () => startForms(plan, options));

async function startForms(
  plan: StackPlan,
  { scale = new Map(), secretsFor = newSecrets }: ContainerOptions,
): Promise<Stack> {
  const { apps, forms, progress } = plan;
  checkScale(plan, scale);
  if (tracesTarget(process.env) !== undefined)
    throw new Failure(
      'TRACES is for services that run as processes: start without --docker, or unset it.',
      2,
    );
  const secrets = new Map(apps.map(({ app }) => [app, secretsFor(app)]));
  // So that a port that is taken is said before anything takes long.
  if (plan.port !== undefined) await sitesOf(plan);
  const compose = await findCompose(progress);
  for (const { app } of apps) for (const form of forms) await buildImages({ app, form, compose, progress });
  // Now, because others may have taken a port meanwhile.
  const sites = await sitesOf(plan);
  const data = openDataFolder(undefined);
  const running: ContainerForm[] = [];
  const stop = async (): Promise<void> => {
    try {
      await settleAll(running.splice(0).map((form) => form.stop()));
    } finally {
      data.release();
    }
  };
  try {
    const plans = sites.map(({ app, form, port }): ContainerPlan => {
      const other = sites.find((each) => each.app === app && each.form !== form);
      const otherUrl = other && `http://127.0.0.1:${other.port}`;
      const ofApp = { scale, secrets: secrets.get(app) ?? {}, folder: data.path, progress };
      return { app, form, compose, port, otherUrl, ...ofApp };
    });
    await settleAll(plans.map(async (each) => running.push(await startContainerForm(each))));
  } catch (error) {
    await stop();
    throw error;
  }
  const deployments = running
    .map(({ deployment }) => deployment)
    .sort((a, b) => forms.indexOf(a.form) - forms.indexOf(b.form));
  const platforms = deployments.flatMap(({ platform }) => platform ?? []);
  return {
    deployments,
    components: componentsIn(
      apps.map(({ app }) => app),
      forms,
    ),
    platforms,
    stop,
  };
}

/** The forms with the ports of their front doors, which are free. */
async function sitesOf({ apps, forms, port }: StackPlan): Promise<{ app: App; form: Form; port: number }[]> {
  const sites: { app: App; form: Form; port: number }[] = [];
  for (const { app } of apps)
    for (const form of forms) {
      const last = sites.at(-1)?.port;
      const first = port === undefined ? (last ?? firstPort - 1) + 1 : port + sites.length;
      const wanted = { chosen: port && first, first, purpose: `${app.title}, ${form} form` };
      sites.push({ app, form, port: await openPort(wanted, claim) });
    }
  return sites;
}

async function claim(port: number): Promise<number> {
  if (await isFree(port)) return port;
  throw Object.assign(new Failure(`Port ${port} is taken`), { code: 'EADDRINUSE' });
}

/** The components, at the addresses by which containers reach them. */
function componentsIn(apps: App[], forms: Form[]): Stack['components'] {
  const stores = storesWith(() => '');
  const names = new Set(apps.flatMap((app) => forms.flatMap((form) => componentsOf(app, form))));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      if (!isStore(name)) return [];
      const { image, url } = stores[name];
      const component: StartedComponent = {
        name,
        url,
        server: image,
        processes: [],
        ready: Promise.resolve(),
      };
      return [[name, component]];
    }),
  );
}
