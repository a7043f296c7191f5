import {
  type Addresses,
  type App,
  type AppAction,
  actionsOf,
  type ServiceSpec,
  serviceEnvironment,
} from '#shared/app/define-app';
import { timerOf } from './deploy-app.ts';

type Yaml = string | number | boolean | { [key: string]: Yaml };

/**
 * An application as a manifest for wskdeploy, to the same actions as `deployApp` makes. `archives` gives the path of
 * each action's archive, relative to the manifest. Two things a manifest cannot say: how many activations an instance
 * may run at once, and that a parameter is an environment variable; the archives for it see to the latter.
 */
export function manifestOf(app: App, addresses: Addresses, archives: (action: string) => string): string {
  const actions: Record<string, Yaml> = {};
  const triggers: Record<string, Yaml> = {};
  const rules: Record<string, Yaml> = {};
  for (const each of actionsOf(app)) {
    const { name } = each;
    actions[name] = entityOf(each, addresses, archives(name));
    const { everyMinutes } = each.action;
    if (everyMinutes === undefined) continue;
    const { trigger, rule, feed } = timerOf(`${app.name}/${name}`);
    triggers[trigger] = { feed, inputs: { minutes: everyMinutes } };
    rules[rule] = { trigger, action: name };
  }
  const contents = { version: '0.0.1', license: 'Apache-2.0', actions, triggers, rules };
  return `# Made by npm run deploy -- ${app.name} --manifest\n${lines({ packages: { [app.name]: contents } }).join('\n')}\n`;
}

/** The names of the variables that an action of the manifest gets as parameters. */
export const variablesOf = (spec: ServiceSpec, addresses: Addresses): string[] =>
  Object.keys(serviceEnvironment(spec, addresses));

function entityOf({ spec, action }: AppAction, addresses: Addresses, archive: string): Yaml {
  const { kind, timeoutMs, memoryMb } = action;
  const environment = Object.entries(serviceEnvironment(spec, addresses));
  return {
    function: archive,
    runtime: 'nodejs:20',
    ...(kind === 'web' ? { web: 'raw' } : {}),
    annotations: { 'provide-api-key': false },
    limits: { timeout: timeoutMs, memorySize: memoryMb },
    inputs: Object.fromEntries(environment.map(([key, value]) => [key, literal(value)])),
  };
}

// wskdeploy puts variables of its own environment in place of ${NAME}.
const literal = (value: string): string => value.replaceAll('${', '$${');

// Every JSON text is also one of YAML.
function lines(members: { [key: string]: Yaml }): string[] {
  return Object.entries(members).flatMap(([key, value]) => {
    if (typeof value !== 'object') return [`${key}: ${JSON.stringify(value)}`];
    const inner = lines(value).map((line) => `  ${line}`);
    return inner.length === 0 ? [`${key}: {}`] : [`${key}:`, ...inner];
  });
}
