import { spanVariables } from '../observe/traces-setting.ts';
import { connectionMode } from '../state/connections.ts';
import type { Addresses } from './addresses.ts';
import { type App, actionsOf, calleesOf, needsIn, type ServiceSpec } from './define-app.ts';

/** Settings that a user may set for all services; app.ts need not list them. */
const ofEveryService = ['CALL_DEADLINE_MS'];

/**
 * The environment variables of a service in a form: the values of its needs, the settings in `source`, the time at which it connects
 * to its stores (shared/state/connections.ts), where its spans go, and the names of all variables that its code may read
 * (shared/config/declared-variables.ts). Throws for an unknown value of CONNECTIONS.
 */
export function serviceEnvironment(
  app: App,
  name: string,
  spec: ServiceSpec,
  addresses: Addresses,
  source: Record<string, string | undefined> = process.env,
): Record<string, string> {
  const { form } = addresses;
  const { settings = [] } = spec;
  const needs = needsIn(spec, form);
  const setSettings = [...settings, ...ofEveryService].flatMap((each) =>
    source[each] ? [[each, source[each]]] : [],
  );
  const hasComponents = needs.some(([, { component }]) => component !== undefined);
  const key = keyFor(app, spec, addresses);
  const names = [...needs.map(([variable]) => variable), ...settings, ...processVariables(app, name, spec)];
  return {
    ...(hasComponents ? { CONNECTIONS: connectionMode(source, 'at-start') } : {}),
    ...(key === undefined ? {} : { OW_AUTH: key }),
    ...Object.fromEntries(setSettings),
    ...spanVariables(source, () => addresses.component('zipkin')),
    ...Object.fromEntries(needs.map(([variable, need]) => [variable, need.value(addresses, variable)])),
    SERVICE_NAME: `${app.name}/${name}`,
    SERVICE_VARIABLES: names.join(' '),
  };
}

/** Milliseconds for which OpenWhisk lets a call of an action wait. */
const waitMs = 60_000;

/**
 * The key of the namespace for a service that needs it: it invokes an action that is not a web action, or calls one, in this form or in
 * the other one, that may take longer than a call waits, and then asks for what has come of it (shared/http/late-response.ts).
 */
function keyFor(app: App, spec: ServiceSpec, { form, actionKey, other }: Addresses): string | undefined {
  const withKey = actionsOf(app).filter(({ action }) => action.kind !== 'web' || action.timeoutMs > waitMs);
  const isKeyNeeded = calleesOf(spec, 'serverless').some((callee) =>
    withKey.some(({ name }) => name === callee),
  );
  if (actionKey !== undefined) return isKeyNeeded ? actionKey : undefined;
  return needsIn(spec, form).some(([, { callsOther }]) => callsOther !== undefined)
    ? other?.actionKey
    : undefined;
}

/** The variables that the runner sets for a process only; the `?` marks variables that the service need not read. */
const processVariables = ({ gateway }: App, name: string, { port }: ServiceSpec): string[] => [
  ...(port === undefined ? [] : [`${port}?`]),
  ...(name === gateway ? ['OTHER_FORM_URL?'] : []),
];
