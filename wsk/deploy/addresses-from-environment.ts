import type { Addresses, ComponentName } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import { type App, type AppAction, actionsOf, calleesOf, needsIn } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import { addressOfAction } from './deploy-app.ts';
import { reachableAt } from './reachable-at.ts';
import type { Target } from './target.ts';

/** The variable with the URL of a service that stays a process. */
export const variableOfService = (service: string): string =>
  `${service.toUpperCase().replaceAll('-', '_')}_URL`;

/**
 * The addresses that the actions of an application use: components and processes from the environment, actions on `target`. `thisHost`
 * is the address at which they reach this machine; it replaces those that only mean the machine itself. Throws a failure that names all
 * missing variables.
 */
export function addressesFromEnvironment(app: App, target: Target, thisHost?: string): Addresses {
  const actions = actionsOf(app);
  const components = [...new Set(actions.flatMap(componentsOfAction))];
  const called = new Set(actions.flatMap(({ spec }) => calleesOf(spec, 'serverless')));
  const processes = [...called].filter((name) => app.services[name]?.staysProcess !== undefined);
  const needed = [...components.map((name) => urlVariables[name]), ...processes.map(variableOfService)];
  const missing = needed.filter((name) => !process.env[name]);
  if (missing.length > 0)
    throw new Failure(`Not set: ${missing.join(', ')}; npm run deploy -- --help says what they are.`, 2);
  const given = (name: string): string => (process.env[name] ?? '').replace(/\/+$/, '');
  const addresses: Addresses = {
    form: 'serverless',
    component: (name: ComponentName) => given(urlVariables[name]),
    service(name) {
      const action = actions.find((each) => each.name === name);
      return action === undefined ? given(variableOfService(name)) : addressOfAction(app, action, target);
    },
    actionKey: target.auth,
  };
  return thisHost === undefined ? addresses : reachableAt(addresses, thisHost);
}

const componentsOfAction = ({ spec }: AppAction): ComponentName[] =>
  needsIn(spec, 'serverless').flatMap(([, { component }]) => component ?? []);
