import { stringify } from 'yaml';
import type { Addresses } from '#shared/app/addresses';
import { type App, type AppAction, actionsOf } from '#shared/app/define-app';
import { actionKind } from './action-kind.ts';
import { feedName } from './alarms.ts';
import { actionEnvironment, ownMark, timersOf } from './wanted.ts';

/**
 * A manifest for wskdeploy that creates the same actions as `deployApp`. `archives` returns the path of an action's archive, relative
 * to the manifest. A manifest cannot express two properties: the concurrency of an instance, which stays 1, and init parameters; the
 * archives for a manifest therefore set the environment variables themselves.
 */
export function manifestOf(app: App, addresses: Addresses, archives: (action: string) => string): string {
  const actions: Record<string, unknown> = {};
  const triggers: Record<string, unknown> = {};
  const rules: Record<string, unknown> = {};
  for (const each of actionsOf(app)) actions[each.name] = entityOf(app, each, addresses, archives(each.name));
  // Only the embedded OpenWhisk keeps fractions of a minute, and who makes a manifest need not know where it will be deployed.
  for (const { action, trigger, rule, minutes } of timersOf(app, false)) {
    triggers[trigger] = { feed: feedName, annotations: { [ownMark]: app.name }, inputs: { minutes } };
    rules[rule] = { trigger, action: action.slice(app.name.length + 1) };
  }
  const contents = { version: '0.0.1', license: 'Apache-2.0', actions, triggers, rules };
  return `# Made by npm run deploy -- ${app.name} --manifest\n${stringify({ packages: { [app.name]: contents } }, { lineWidth: 0 })}`;
}

/** The names of the environment variables that an action of the manifest gets as parameters. */
export const variablesOf = (app: App, each: AppAction, addresses: Addresses): string[] =>
  Object.keys(actionEnvironment(app, each, addresses));

function entityOf(app: App, each: AppAction, addresses: Addresses, archive: string): unknown {
  const { kind, timeoutMs, memoryMb, customOptions = false } = each.action;
  const environment = Object.entries(actionEnvironment(app, each, addresses));
  return {
    function: archive,
    runtime: actionKind,
    ...(kind === 'web' ? { web: 'raw' } : {}),
    annotations: {
      'provide-api-key': false,
      ...(customOptions ? { 'web-custom-options': true } : {}),
      [ownMark]: app.name,
    },
    limits: { timeout: timeoutMs, memorySize: memoryMb },
    inputs: Object.fromEntries(environment.map(([key, value]) => [key, literal(value)])),
  };
}

// Escapes ${NAME}, which wskdeploy would replace by a variable of its own environment.
const literal = (value: string): string => value.replaceAll('${', '$${');
