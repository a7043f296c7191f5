import { actionUrl } from '#shared/actions/client';
import type { Addresses } from '#shared/app/addresses';
import type { App, AppAction } from '#shared/app/define-app';
import type { Placement } from '../placements/placement.ts';
import { checkActionKind } from './action-kind.ts';
import { alarmsOf } from './alarms.ts';
import { applyPlan } from './apply-plan.ts';
import { factsOf, type HostFacts } from './host-facts.ts';
import { planDeploy } from './plan-deploy.ts';
import { planRemoval } from './plan-removal.ts';
import { restOf } from './rest.ts';
import type { Plan } from './step.ts';
import type { Target } from './target.ts';
import { type DeployOptions, type Wanted, wantedOf } from './wanted.ts';

/**
 * The address at which other services call an action: the URL of a web action, or the URL of another action in OpenWhisk's REST API.
 * `apihost` may also be a Unix socket (shared/http/address.ts).
 */
export function addressOfAction(
  { name: app }: App,
  { name, action }: AppAction,
  { apihost, namespace }: Pick<Target, 'apihost' | 'namespace'>,
): string {
  if (action.kind === 'web') return `${apihost}/api/v1/web/${namespace}/${app}/${name}`;
  return actionUrl(apihost, `${app}/${name}`, namespace);
}

/** What a deployment is to make of a namespace, and the steps that are missing to it. */
export interface PlannedDeployment {
  wanted: Wanted;
  plan: Plan;
}

/** Compares an application with what is in the namespace of a target, whose host has these facts. Changes nothing. */
export async function planDeployment(
  app: App,
  zips: Map<string, Uint8Array>,
  target: Target,
  addresses: Addresses,
  facts: HostFacts,
  options: DeployOptions = {},
): Promise<PlannedDeployment> {
  const rest = restOf(target);
  const wanted = wantedOf(app, zips, target, addresses, facts, options);
  const alarms = alarmsOf(rest, target.namespace, target.auth);
  return { wanted, plan: await planDeploy(rest, alarms, wanted) };
}

/**
 * Makes the actions, triggers and rules of an application on an OpenWhisk what they are to be; those without an archive stay as they are.
 * `placement` is the one for which the archives were built. Throws a failure before any change when the host lacks their runtime.
 */
export async function deployApp(
  app: App,
  zips: Map<string, Uint8Array>,
  target: Target,
  addresses: Addresses,
  placement?: Placement,
): Promise<Wanted> {
  const options = placement === undefined ? {} : { placement };
  const facts = await factsOf(target);
  checkActionKind(app, target, facts);
  const { wanted, plan } = await planDeployment(app, zips, target, addresses, facts, options);
  await applyPlan(plan);
  return wanted;
}

/** The steps that remove an application from the namespace of a target. Changes nothing. */
export async function planUndeployment(app: App, target: Target): Promise<Plan> {
  const rest = restOf(target);
  const alarms = alarmsOf(rest, target.namespace, target.auth);
  return planRemoval(rest, alarms, (await factsOf(target)).hasAlarms, app);
}
