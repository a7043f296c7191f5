import type { Addresses } from '#shared/app/addresses';
import type { App } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { Failure } from '#shared/cli/failure';
import { createProgress, type Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { checkActionKind } from '../deploy/action-kind.ts';
import { addressesFromEnvironment } from '../deploy/addresses-from-environment.ts';
import { bundleApp } from '../deploy/bundle-app.ts';
import { type PlannedDeployment, planDeployment, planUndeployment } from '../deploy/deploy-app.ts';
import { factsOf } from '../deploy/host-facts.ts';
import { checkPlacement, findTarget, findTargetOffline, type Target } from '../deploy/target.ts';
import { apply, untilStopped } from './apply.ts';
import { confirmHost } from './confirm-host.ts';
import { type DeployRequest, readDeployRequest } from './deploy-line.ts';
import { needsText } from './needs-text.ts';
import { countsText, planText } from './plan-text.ts';
import { fireTriggers, withoutAlarmsText } from './sweeps.ts';
import { makeManifestFolder, writeManifest } from './write-manifest.ts';

const progress = createProgress();

/** Runs the processes of an application's serverless form until the command is told to stop. */
export type Serve = (app: App, addresses: Addresses, progress: Progress) => Promise<void>;

/**
 * `npm run deploy`: deploys one of `apps`; `serve` is for --serve. Throws a failure that names the invalid argument or the missing
 * variable.
 */
export async function deploy(apps: Record<string, RunnableApp>, serve: Serve): Promise<undefined> {
  const request = await readDeployRequest(apps, process.argv.slice(2));
  await confirm(request);
  if (request.task === 'manifest') return untilAborted(manifest(request));
  const target = await findTarget(process.env, request.insecure);
  const { app } = request.runnable;
  if (request.task === 'fire') {
    await fireTriggers(app, target, progress);
    return;
  }
  await (request.task === 'delete' ? undeploy(request, target) : deployTo(request, target));
  if (request.task === 'deploy' && request.serves)
    await serve(app, addressesFromEnvironment(app, target), progress);
}

async function confirm({ task, yes, runnable: { app } }: DeployRequest): Promise<void> {
  if (yes || task === 'dry-run' || task === 'manifest') return;
  const intents = {
    deploy: { question: 'Deploy there, over actions of the same names?', does: 'deploy there' },
    delete: { question: `Remove ${app.title} there?`, does: `remove ${app.title} there` },
    fire: { question: `Fire the triggers of ${app.title} there?`, does: 'fire them there' },
  };
  await confirmHost(intents[task]);
}

async function manifest(request: DeployRequest): Promise<undefined> {
  const { runnable, placement, storeHost, insecure, folder } = request;
  makeManifestFolder(runnable.app, folder);
  const target = await findTargetOffline(progress.line, process.env, insecure);
  const addresses = addressesFromEnvironment(runnable.app, target, storeHost);
  await fillStores(runnable, addressesFromEnvironment(runnable.app, target));
  await writeManifest(runnable.app, placement, addresses, folder, progress);
}

/** Fills the stores. Throws a failure when one of them cannot be reached or refuses, before anything is deployed. */
const fillStores = (
  { seed }: RunnableApp,
  addresses: ReturnType<typeof addressesFromEnvironment>,
): Promise<void> =>
  progress.step('Filling the stores', () =>
    seed({
      form: 'serverless',
      component: async (name) => addresses.component(name),
      report: progress.line,
    }).catch((error: unknown) => {
      if (!isOfStore(error)) throw error;
      throw new Failure(
        `The stores cannot be filled: ${error.message || error.code}. Nothing was deployed. Check the variables that name them, such as MONGO_URL; npm run deploy -- --help lists them.`,
      );
    }),
  );

/** Whether an error is one of a connection, or of a server: clients give it a code, that of MongoDB a name. */
const isOfStore = (error: unknown): error is Error & { code?: string } =>
  error instanceof Error &&
  (typeof Reflect.get(error, 'code') === 'string' || error.name.startsWith('Mongo'));

/** Fills the stores, builds the actions and compares them with what is there. */
async function planFor(
  { runnable, placement, images, storeHost, task }: DeployRequest,
  target: Target,
): Promise<PlannedDeployment & { zips: Map<string, Uint8Array> }> {
  const { app } = runnable;
  const addresses = addressesFromEnvironment(app, target, storeHost);
  await checkPlacement(placement, target);
  const facts = await factsOf(target);
  checkActionKind(app, target, facts, images);
  process.stderr.write(needsText(app, facts, images));
  if (task === 'deploy') await fillStores(runnable, addressesFromEnvironment(app, target));
  const zips = await progress.step('Building the actions', () => bundleApp(app, placement));
  const planned = await progress.step('Comparing with what is there', () =>
    planDeployment(app, zips, target, addresses, facts, { placement, images, removes: true }),
  );
  return { ...planned, zips };
}

async function deployTo(request: DeployRequest, target: Target): Promise<undefined> {
  const { runnable, placement, task, variants } = request;
  const { app } = runnable;
  const { wanted, plan, zips } = await untilStopped(planFor(request, target), () => 'nothing was deployed');
  const where = `the namespace ${target.namespace} of ${target.apihost}`;
  if (task !== 'deploy') {
    process.stdout.write(`${planText(plan)}In ${where}: ${countsText(plan)}. Nothing was changed.\n`);
    return;
  }
  await apply({ task, plan, app, target }, progress);
  const sizes = new Map([...zips].map(([name, zip]) => [`${app.name}/${name}`, zip.length]));
  const width = Math.max(...[...sizes.keys()].map(({ length }) => length));
  for (const [action, bytes] of sizes)
    process.stdout.write(`${action.padEnd(width)} ${String(Math.ceil(bytes / 1024)).padStart(6)} KiB\n`);
  if (!wanted.hasAlarms) process.stdout.write(withoutAlarmsText(app, wanted.timers, target));
  const chosen = variants.length === 0 ? 'no variants' : `variants ${variants.join(', ')}`;
  process.stdout.write(
    `${app.title} is in ${where}: placement ${placement.name}, ${chosen}; ${countsText(plan)}\n`,
  );
}

async function undeploy({ runnable: { app } }: DeployRequest, target: Target): Promise<undefined> {
  const plan = await progress.step('Looking what is there', () =>
    untilStopped(planUndeployment(app, target), () => 'nothing was removed'),
  );
  await apply({ task: 'delete', plan, app, target }, progress);
  process.stdout.write(
    `${planText(plan)}${app.title} is not in the namespace ${target.namespace} of ${target.apihost} any more: ${countsText(plan)}\n`,
  );
}
