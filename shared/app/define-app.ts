import type { ActionSpec } from './actions.ts';
import type { ComponentName, Form } from './addresses.ts';
import type { Need } from './needs.ts';

/** One service of an application, as runners, builders, tests and documents read it. */
export interface ServiceSpec {
  /** What it is for, in a few words. */
  summary: string;
  /** The variable that names the port of the process; absent when it listens to no port. */
  port?: string;
  /** What the process speaks on its port, `http` unless said otherwise. */
  protocol?: 'http' | 'thrift';
  /** The variables that its `config.ts` reads, each with what it needs there. */
  needs: Record<string, Need>;
  /** Further variables of its `config.ts` that a person may set where the application is started. */
  settings?: string[];
  /**
   * The actions of the serverless form by their purpose: `main` is made of `serverless.ts` and named as the service, another one of
   * `<purpose>.action.ts` and named `<service>-<purpose>`.
   */
  actions?: Record<string, ActionSpec>;
  /** The entry with which it stays a process in the serverless form; a service has this or `actions`. */
  staysProcess?: 'microservice.ts' | 'serverless.ts';
  /** Other ways to do the same in the serverless form, by name; see `Variant`. */
  variants?: Record<string, Variant>;
  /** The chosen variant; see `withVariants` in variants.ts. */
  variant?: string;
}

/** Another way to do the same, deployed by `--variant SERVICE=NAME`. */
export interface Variant {
  /** The actions that it replaces: `main` by `variants/<name>.ts`, another one by `variants/<name>.<purpose>.action.ts`. */
  replaces: string[];
  /** What it needs in addition. */
  needs?: Record<string, Need>;
}

/** An application: the one table that everything else is derived from. */
export interface App {
  name: string;
  title: string;
  services: Record<string, ServiceSpec>;
  /** The service that people and load scripts talk to. */
  gateway: string;
}

/** An action that an application has. */
export interface AppAction {
  /** Its name in the application's package. */
  name: string;
  /** The folder of its service. */
  service: string;
  /** The file in it that exports `main`. */
  entry: string;
  spec: ServiceSpec;
  action: ActionSpec;
}

/** All actions of an application. */
export const actionsOf = (app: App): AppAction[] =>
  Object.entries(app.services).flatMap(([service, spec]) =>
    Object.entries(spec.actions ?? {}).map(([purpose, action]) => ({
      name: purpose === 'main' ? service : `${service}-${purpose}`,
      service,
      entry: entryOf(spec, purpose),
      spec: specOf(spec, action, purpose),
      action,
    })),
  );

/** The variant that replaces an action, if one is chosen. */
const replacing = ({ variants = {}, variant = '' }: ServiceSpec, purpose: string): Variant | undefined =>
  variants[variant]?.replaces.includes(purpose) ? variants[variant] : undefined;

function entryOf(spec: ServiceSpec, purpose: string): string {
  const isReplaced = replacing(spec, purpose) !== undefined;
  if (purpose === 'main') return isReplaced ? `variants/${spec.variant}.ts` : 'serverless.ts';
  return isReplaced ? `variants/${spec.variant}.${purpose}.action.ts` : `${purpose}.action.ts`;
}

/** The service as one of its actions needs it: with what the entry of the action, or the variant in its place, needs in addition. */
const specOf = (spec: ServiceSpec, action: ActionSpec, purpose: string): ServiceSpec => ({
  ...spec,
  needs: { ...spec.needs, ...(replacing(spec, purpose) ?? action).needs },
});

/** The services that are processes in a form. */
export const processesOf = (app: App, form: Form): [name: string, spec: ServiceSpec][] =>
  Object.entries(app.services).filter(
    ([, { staysProcess }]) => form === 'microservice' || staysProcess !== undefined,
  );

/** What runs of an application in a form: its processes, and in the serverless one its actions. */
const runningIn = (app: App, form: Form): ServiceSpec[] => [
  ...processesOf(app, form).map(([, spec]) => spec),
  ...(form === 'serverless' ? actionsOf(app).map(({ spec }) => spec) : []),
];

/** The needs that exist in a form, with their variables. */
export const needsIn = ({ needs }: ServiceSpec, form: Form): [variable: string, need: Need][] =>
  Object.entries(needs).filter(([, { only = form }]) => only === form);

/** The components that a form of an application needs, each once. */
export const componentsOf = (app: App, form: Form): ComponentName[] => [
  ...new Set(
    runningIn(app, form).flatMap((spec) =>
      needsIn(spec, form).flatMap(([, { component }]) => component ?? []),
    ),
  ),
];

/** The services and actions that a service calls in a form. */
export const calleesOf = (spec: ServiceSpec, form: Form): string[] =>
  needsIn(spec, form).flatMap(([, { calls }]) => calls ?? []);

/** Checks an application's table; throws a sentence that names the application, the service and what is wrong. */
export function defineApp(app: App): App {
  const callable = new Set([...Object.keys(app.services), ...actionsOf(app).map(({ name }) => name)]);
  const problems = [
    ...Object.entries(app.services).flatMap(([name, spec]) => problemsOf(name, spec, callable)),
    ...actionsOf(app).flatMap((action) => actionProblems(app, action, callable)),
    ...(app.gateway in app.services ? [] : [` has no service ${app.gateway}`]),
  ];
  if (problems.length > 0) throw new Error(problems.map((problem) => `${app.name}${problem}`).join('\n'));
  return app;
}

function problemsOf(name: string, spec: ServiceSpec, callable: ReadonlySet<string>): string[] {
  const strangers = Object.values(spec.needs).flatMap(({ calls }) =>
    calls === undefined || callable.has(calls) ? [] : [`/${name} calls ${calls}, which is no service`],
  );
  const isEither = (spec.actions === undefined) !== (spec.staysProcess === undefined);
  return [...strangers, ...(isEither ? [] : [`/${name} must have either 'actions' or 'staysProcess'`])];
}

function actionProblems(
  { services }: App,
  { name, action, spec }: AppAction,
  callable: ReadonlySet<string>,
): string[] {
  const { timeoutMs, fuses = [] } = action;
  const isAllowed = timeoutMs >= 100 && timeoutMs <= 300_000;
  return [
    ...calleesOf(spec, 'serverless')
      .filter((callee) => !callable.has(callee))
      .map((callee) => `/${name} calls ${callee}, which is no service`),
    ...fuses
      .filter((fused) => services[fused]?.actions?.main === undefined)
      .map((fused) => `/${name} fuses ${fused}, which is no action`),
    ...(isAllowed ? [] : [`/${name} has a time limit of ${timeoutMs} ms; OpenWhisk allows 100 to 300000`]),
  ];
}
