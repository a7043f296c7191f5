import type { ActionSpec } from '#shared/app/actions';
import type { Addresses } from '#shared/app/addresses';
import { type App, type AppAction, actionsOf, calleesOf } from '#shared/app/define-app';
import { serviceEnvironment } from '#shared/app/environment';
import { defaultPlacement, type Placement } from '../placements/placement.ts';
import { actionKind } from './action-kind.ts';
import { type HostFacts, within } from './host-facts.ts';
import type { Target } from './target.ts';

/** A parameter or an annotation. */
export interface Setting {
  key: string;
  value: unknown;
  init?: boolean;
}

/** An action as it is sent to an OpenWhisk. */
export interface ActionBody {
  exec: { kind: string; image?: string; code: string; binary: true };
  parameters: Setting[];
  annotations: Setting[];
  limits: { timeout: number; memory: number; concurrency: number };
}

/** The trigger and the rule by which an alarm invokes an action. */
export interface Timer {
  /** `PACKAGE/ACTION`. */
  action: string;
  trigger: string;
  rule: string;
  minutes: number;
}

/** The entities of an application that an OpenWhisk is to have. */
export interface Wanted {
  app: App;
  namespace: string;
  /** By the name in the package. */
  actions: Map<string, ActionBody>;
  timers: Timer[];
  /** Whether the host has alarms; else nothing fires the triggers. */
  hasAlarms: boolean;
  /** Whether what else the application has on the host is removed. */
  removes: boolean;
}

/** How an application is deployed, where that is not the usual way. */
export interface DeployOptions {
  /** The placement for which the archives were built. */
  placement?: Placement;
  /** The container images on which the actions of services run, by service; default: `nodejs:20` of the host. */
  images?: Readonly<Record<string, string>>;
  /** Whether what the application no longer has is removed; default: it stays. */
  removes?: boolean;
}

/** The annotation of everything that a deployment makes; its value is the name of the application. */
export const ownMark = 'diptych';

/** The entities of an application for a host. Actions without an archive are left out. */
export function wantedOf(
  app: App,
  zips: Map<string, Uint8Array>,
  { namespace, insecure = false }: Target,
  addresses: Addresses,
  { limits, hasAlarms, isEmbedded }: HostFacts,
  { placement = defaultPlacement, images = {}, removes = false }: DeployOptions,
): Wanted {
  const deployed = actionsOf(app).filter(({ name }) => zips.has(name));
  const bodyOf = (each: AppAction): ActionBody => {
    const environment = {
      ...actionEnvironment(app, each, addresses),
      ...placement.environment?.(app, each, addresses),
      ...(insecure && calleesOf(each.spec, 'serverless').length > 0 ? trustsAll : {}),
    };
    return {
      exec: {
        ...runtimeOf(images[each.service]),
        code: Buffer.from(zips.get(each.name) ?? []).toString('base64'),
        binary: true,
      },
      parameters: Object.entries(environment).map(([key, value]) => ({ key, value, init: true })),
      annotations: annotationsOf(app, each.action),
      limits: within(each.action, limits),
    };
  };
  return {
    app,
    namespace,
    actions: new Map(deployed.map((each) => [each.name, bodyOf(each)])),
    timers: timersOf(app, isEmbedded).filter(({ action }) => zips.has(action.split('/')[1] ?? '')),
    hasAlarms,
    removes,
  };
}

/** What an action that calls others behind a certificate of one's own needs. */
const trustsAll = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };

const runtimeOf = (image: string | undefined) =>
  image === undefined ? { kind: actionKind } : { kind: 'blackbox', image };

const annotationsOf = ({ name }: App, { kind, customOptions = false }: ActionSpec): Setting[] => [
  { key: 'web-export', value: kind === 'web' },
  { key: 'raw-http', value: kind === 'web' },
  { key: 'final', value: kind === 'web' },
  { key: 'web-custom-options', value: customOptions },
  // An action that invokes others gets the key as the parameter OW_AUTH.
  { key: 'provide-api-key', value: false },
  { key: ownMark, value: name },
];

/** The environment of a service, and what the glue in this action has to know about its annotations. */
export const actionEnvironment = (
  app: App,
  { service, spec, action }: AppAction,
  addresses: Addresses,
): Record<string, string> => ({
  ...serviceEnvironment(app, service, spec, addresses),
  ...(action.customOptions === true ? { WEB_CUSTOM_OPTIONS: 'true' } : {}),
});

/** The name of the rule of a timer's trigger. Triggers and rules of a namespace need different names. */
export const ruleOf = (trigger: string): string => `${trigger}-rule`;

/** The timers of an application. Alarms keep whole minutes, at least one, except those of the embedded OpenWhisk. */
export const timersOf = (app: App, hasFractions: boolean): Timer[] =>
  actionsOf(app).flatMap(({ name, action: { everyMinutes } }) => {
    if (everyMinutes === undefined) return [];
    const action = `${app.name}/${name}`;
    const minutes = hasFractions ? everyMinutes : Math.max(1, Math.ceil(everyMinutes));
    const trigger = `${app.name}-${name}-timer`;
    return [{ action, trigger, rule: ruleOf(trigger), minutes }];
  });
