import { connectionMode } from '../state/connections.ts';
import type { Addresses } from './addresses.ts';
import { type App, actionsOf, calleesOf, needsIn, type ServiceSpec } from './define-app.ts';

/**
 * The environment of a service in a form: the variables that it needs, the settings that are set where this runs, when it connects
 * to its stores, and the names that its code may read (shared/config/declared-variables.ts). Throws for an unknown mode of
 * shared/state/connections.ts.
 */
export function serviceEnvironment(
  app: App,
  name: string,
  spec: ServiceSpec,
  addresses: Addresses,
  source: Record<string, string | undefined> = process.env,
): Record<string, string> {
  const { form, actionKey } = addresses;
  const { settings = [] } = spec;
  const needs = needsIn(spec, form);
  const given = settings.flatMap((each) => (source[each] ? [[each, source[each]]] : []));
  const hasComponents = needs.some(([, { component }]) => component !== undefined);
  const names = [...needs.map(([variable]) => variable), ...settings, ...ofProcess(app, name, spec)];
  return {
    ...(hasComponents ? { CONNECTIONS: connectionMode(source, 'at-start') } : {}),
    ...(actionKey !== undefined && invokes(app, spec) ? { OW_AUTH: actionKey } : {}),
    ...Object.fromEntries(given),
    ...Object.fromEntries(needs.map(([variable, need]) => [variable, need.value(addresses, variable)])),
    SERVICE_NAME: `${app.name}/${name}`,
    SERVICE_VARIABLES: names.join(' '),
  };
}

/** Whether it calls an action other than by HTTP, and so needs the key. */
const invokes = (app: App, spec: ServiceSpec): boolean => {
  const invoked = actionsOf(app).filter(({ action }) => action.kind !== 'web');
  return calleesOf(spec, 'serverless').some((callee) => invoked.some(({ name }) => name === callee));
};

/** Variables that the runner sets for a process, and that an action of the service need not read. */
const ofProcess = ({ gateway }: App, name: string, { port }: ServiceSpec): string[] => [
  ...(port === undefined ? [] : [`${port}?`]),
  ...(name === gateway ? ['OTHER_FORM_URL?'] : []),
];
