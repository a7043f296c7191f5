import type { ActionSpec } from './actions.ts';
import type { ComponentName, Form } from './addresses.ts';
import type { Need } from './needs.ts';
import type { Program } from './program.ts';

/** One service of an application, as the runner, the deployment, the tests and the documents read it. */
export interface ServiceSpec {
  /** The purpose of the service in a few words. */
  summary: string;
  /** The variable with the port of the process; absent when the process listens on no port. */
  port?: string;
  /** The protocol of the port; default `http`. */
  protocol?: 'http' | 'thrift';
  /** The needs of the service, by the variable that its `config.ts` reads. */
  needs: Record<string, Need>;
  /** Programs that must be on the PATH of its process or of the instances of its actions, such as TeX. */
  programs?: Program[];
  /** Variables of its `config.ts` that a user may set when starting the application. */
  settings?: string[];
  /**
   * The actions of the serverless form, by purpose. The entry of `main` is `serverless.ts`, and its name is that of the service. The
   * entry of another action is `<purpose>.action.ts`, and its name is `<service>-<purpose>`.
   */
  actions?: Record<string, ActionSpec>;
  /** The entry of a service that stays a process in the serverless form; a service has either this or `actions`. */
  staysProcess?: 'microservice.ts' | 'serverless.ts';
  /** What its process keeps in memory that a second one would not know, so that there can be only one; absent where there may be many. */
  keepsInMemory?: string;
  /** A sentence on work for which it only lets time pass, as the original does, so that nobody takes it for a cost of a form. */
  waitsOnPurpose?: string;
  /**
   * Processes of the serverless form that run beside the actions, by purpose, for what cannot be an action, such as streams. The entry
   * is `<purpose>.process.ts`, and the name is `<service>-<purpose>`.
   */
  processes?: Record<string, { needs: Record<string, Need> }>;
  /** The variants of the serverless form, by name. */
  variants?: Record<string, Variant>;
  /** The name of the chosen variant; `withVariants` in variants.ts sets it. */
  variant?: string;
}

/** Another implementation of a service's actions, which `--variant SERVICE=NAME` deploys. */
export interface Variant {
  /** The replaced actions: the entry of `main` becomes `variants/<name>.ts`, of another `variants/<name>.<purpose>.action.ts`. */
  replaces: string[];
  /** The needs of the variant in addition to those of the service. */
  needs?: Record<string, Need>;
  /**
   * The needs of a process that runs beside the actions and invokes an action for each message of a broker. Its entry is
   * `variants/<name>.feed.ts`, and its name is `<service>-feed`.
   */
  feed?: { needs: Record<string, Need> };
}

/** An application: the table from which the runner, the deployment and the tests derive everything else. */
export interface App {
  name: string;
  title: string;
  services: Record<string, ServiceSpec>;
  /** The service that receives the requests of browsers and load scripts. */
  gateway: string;
  /** The path at which each process answers 200 when it can serve; default `/health`. */
  healthPath?: string;
}

/** An action of an application. */
export interface AppAction {
  /** The name of the action in the application's package. */
  name: string;
  /** The name of the service, which is also the name of its folder. */
  service: string;
  /** The file in that folder that exports `main`. */
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

/** The chosen variant if it replaces the action; else undefined. */
const replacing = ({ variants = {}, variant = '' }: ServiceSpec, purpose: string): Variant | undefined =>
  variants[variant]?.replaces.includes(purpose) ? variants[variant] : undefined;

function entryOf(spec: ServiceSpec, purpose: string): string {
  const isReplaced = replacing(spec, purpose) !== undefined;
  if (purpose === 'main') return isReplaced ? `variants/${spec.variant}.ts` : 'serverless.ts';
  return isReplaced ? `variants/${spec.variant}.${purpose}.action.ts` : `${purpose}.action.ts`;
}

/** The service with the needs of one of its actions, or of the variant that replaces the action. */
const specOf = (spec: ServiceSpec, action: ActionSpec, purpose: string): ServiceSpec => ({
  ...spec,
  needs: { ...spec.needs, ...(replacing(spec, purpose) ?? action).needs },
});

/** A process of an application. */
export interface AppProcess {
  name: string;
  /** The name of the service, which is also the name of its folder. */
  service: string;
  /** The file in that folder that the process runs. */
  entry: string;
  spec: ServiceSpec;
}

/** All processes of a form: services, and the feeds of chosen variants. */
export const processesOf = (app: App, form: Form): AppProcess[] =>
  Object.entries(app.services).flatMap(([service, spec]) => {
    if (form === 'microservice') return [{ name: service, service, entry: 'microservice.ts', spec }];
    const { staysProcess } = spec;
    const own = staysProcess === undefined ? [] : [{ name: service, service, entry: staysProcess, spec }];
    return [...own, ...processesBeside(service, spec), ...feedOf(service, spec)];
  });

const processesBeside = (service: string, spec: ServiceSpec): AppProcess[] =>
  Object.entries(spec.processes ?? {}).map(([purpose, { needs }]) => ({
    name: `${service}-${purpose}`,
    service,
    entry: `${purpose}.process.ts`,
    spec: { ...spec, needs: { ...spec.needs, ...needs } },
  }));

/** The name of the process or action that receives the requests of browsers in a form: the gateway, or its process beside its actions. */
export const gatewayIn = (app: App, form: Form): string =>
  processesOf(app, form).find(({ service }) => service === app.gateway)?.name ?? app.gateway;

function feedOf(service: string, { summary, variants = {}, variant = '' }: ServiceSpec): AppProcess[] {
  const feed = variants[variant]?.feed;
  if (feed === undefined) return [];
  const spec = { summary, needs: feed.needs };
  return [{ name: `${service}-feed`, service, entry: `variants/${variant}.feed.ts`, spec }];
}

/** The specs of everything that runs in a form: processes, and in the serverless form actions. */
const runningIn = (app: App, form: Form): ServiceSpec[] => [
  ...processesOf(app, form).map(({ spec }) => spec),
  ...(form === 'serverless' ? actionsOf(app).map(({ spec }) => spec) : []),
];

/** The needs of a service in a form, with their variables. */
export const needsIn = ({ needs }: ServiceSpec, form: Form): [variable: string, need: Need][] =>
  Object.entries(needs).filter(([, { only = form }]) => only === form);

/** The components that a form of an application needs, without duplicates. */
export const componentsOf = (app: App, form: Form): ComponentName[] => [
  ...new Set(
    runningIn(app, form).flatMap((spec) =>
      needsIn(spec, form).flatMap(([, { component }]) => component ?? []),
    ),
  ),
];

/** The programs that a form of an application needs. */
export const programsOf = (app: App, form: Form): Program[] =>
  runningIn(app, form).flatMap(({ programs = [] }) => programs);

/** The services and actions that a service calls in a form. */
export const calleesOf = (spec: ServiceSpec, form: Form): string[] =>
  needsIn(spec, form).flatMap(([, { calls }]) => calls ?? []);

/** Checks the table of an application. Throws an error with one sentence for each problem, which names the application and the service. */
export function defineApp(app: App): App {
  const callable = new Set([...Object.keys(app.services), ...actionsOf(app).map(({ name }) => name)]);
  const problems = [
    ...Object.entries(app.services).flatMap(([name, spec]) => problemsOf(name, spec, callable)),
    ...actionsOf(app).flatMap((action) => actionProblems(app, action, callable)),
    ...(Object.hasOwn(app.services, app.gateway) ? [] : [` has no service ${app.gateway}`]),
  ];
  if (problems.length > 0) throw new Error(problems.map((problem) => `${app.name}${problem}`).join('\n'));
  return app;
}

function problemsOf(name: string, spec: ServiceSpec, callable: ReadonlySet<string>): string[] {
  const beside = Object.values(spec.processes ?? {}).flatMap(({ needs }) => Object.values(needs));
  const unknownCallees = [...Object.values(spec.needs), ...beside].flatMap(
    ({ callsOther, calls = callsOther }) =>
      calls === undefined || callable.has(calls) ? [] : [`/${name} calls ${calls}, which is no service`],
  );
  const hasExactlyOne = (spec.actions === undefined) !== (spec.staysProcess === undefined);
  return [
    ...unknownCallees,
    ...(hasExactlyOne ? [] : [`/${name} must have either 'actions' or 'staysProcess'`]),
  ];
}

function actionProblems(
  { services }: App,
  { name, action, spec }: AppAction,
  callable: ReadonlySet<string>,
): string[] {
  const { timeoutMs, fuses = [] } = action;
  const isValidTimeout = timeoutMs >= 100 && timeoutMs <= 300_000;
  return [
    ...calleesOf(spec, 'serverless')
      .filter((callee) => !callable.has(callee))
      .map((callee) => `/${name} calls ${callee}, which is no service`),
    ...fuses
      .filter((fused) => services[fused]?.actions?.main === undefined)
      .map((fused) => `/${name} fuses ${fused}, which is no action`),
    ...(isValidTimeout
      ? []
      : [`/${name} has a time limit of ${timeoutMs} ms; OpenWhisk allows 100 to 300000`]),
  ];
}
