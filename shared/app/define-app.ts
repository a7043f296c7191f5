import { connectionMode } from '../state/connections.ts';

/** The two forms in which every application runs. */
export type Form = 'microservice' | 'serverless';

export const forms: readonly Form[] = ['microservice', 'serverless'];

/** The servers of others that an application may need. */
export type ComponentName =
  | 'mongodb'
  | 'redis'
  | 'memcached'
  | 'mysql'
  | 'rabbitmq'
  | 'postgresql'
  | 'kafka'
  | 's3';

/** Where everything is that a service may be told about. */
export interface Addresses {
  form: Form;
  /** URL of a component, without a database name. */
  component(name: ComponentName): string;
  /**
   * Where others reach a service in this form, without a slash at its end: the address of a process or of a web action, or the
   * address of another action in OpenWhisk's API (shared/actions/client.ts). Further actions are named `<service>-<purpose>`.
   */
  service(name: string): string;
  /** A folder of this run for files that processes of this machine share; absent where they may be on others. */
  folder?(name: string): string;
  /** The `UUID:KEY` with which processes and actions of the serverless form invoke actions. */
  actionKey?: string;
}

/** One service of an application, as runners, builders, tests and documents read it. */
export interface ServiceSpec {
  /** What it is for, in a few words. */
  summary: string;
  /** The variable that names the port of the microservice form; absent when it listens to no port. */
  portVariable?: string;
  /** What the microservice form speaks on its port, `http` unless said otherwise. */
  protocol?: 'http' | 'thrift';
  components?: ComponentName[];
  /** Services that it calls, directly or by messages. */
  calls?: string[];
  /** The environment in which both its forms run. */
  environment(addresses: Addresses): Record<string, string>;
  /** Further variables that a person may set where the application is started, handed on to both forms. */
  settings?: string[];
  /** How it becomes an action; absent when it stays a process in both forms. */
  action?: ActionSpec;
  /** Further actions of the service, by what they are for: `events` is `<app>/<service>-events`, made of `serverless.events.ts`. */
  further?: Record<string, ActionSpec>;
}

/** What OpenWhisk is told about an action. */
export interface ActionSpec {
  /** `web` takes HTTP requests, `message` is invoked with one message, `rpc` with one call. */
  kind: 'web' | 'message' | 'rpc';
  memoryMb: number;
  timeoutMs: number;
  /** Activations that one instance may run at once; lowered to what the platform permits. */
  concurrency: number;
  /** Services whose actions its archive also holds where actions are fused; calls to them then stay in its process. */
  fuses?: string[];
  /** Fired again and again with an empty message; the platform's alarms know whole minutes, ours also parts. */
  everyMinutes?: number;
}

/** An application: the one table that everything else is derived from. */
export interface App {
  name: string;
  title: string;
  components: ComponentName[];
  /** Components that only the microservice form needs. */
  dropped: ComponentName[];
  services: Record<string, ServiceSpec>;
  /** The service that people and load scripts talk to. */
  frontDoor: string;
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
  Object.entries(app.services).flatMap(([service, spec]) => [
    ...(spec.action ? [{ name: service, service, entry: 'serverless.ts', spec, action: spec.action }] : []),
    ...Object.entries(spec.further ?? {}).map(([purpose, action]) => ({
      name: `${service}-${purpose}`,
      service,
      entry: `serverless.${purpose}.ts`,
      spec,
      action,
    })),
  ]);

/** The key for a process or action that invokes actions; nothing in the microservice form. */
export const actionKey = ({ actionKey: key }: Addresses): Record<string, string> =>
  key === undefined ? {} : { OW_AUTH: key };

/** Checks an application's table: every call and the front door must name a service. */
export function defineApp(app: App): App {
  for (const [name, { calls = [] }] of Object.entries(app.services)) {
    for (const callee of calls) {
      if (!(callee in app.services))
        throw new Error(`${app.name}/${name} calls ${callee}, which is no service`);
    }
  }
  for (const { name, action } of actionsOf(app)) {
    for (const fused of action.fuses ?? []) {
      if (app.services[fused]?.action === undefined)
        throw new Error(`${app.name}/${name} fuses ${fused}, which is no action`);
    }
  }
  if (!(app.frontDoor in app.services)) throw new Error(`${app.name} has no service ${app.frontDoor}`);
  return app;
}

/**
 * The whole environment of a service: what its table says, the settings that are set where this runs, and when it connects to
 * its stores. Throws for a mode that `shared/state/connections.ts` does not know.
 */
export function serviceEnvironment(
  spec: ServiceSpec,
  addresses: Addresses,
  source: Record<string, string | undefined> = process.env,
): Record<string, string> {
  const settings = (spec.settings ?? []).flatMap((name) => (source[name] ? [[name, source[name]]] : []));
  const connections =
    spec.components === undefined ? {} : { CONNECTIONS: connectionMode(source, 'at-start') };
  return { ...connections, ...Object.fromEntries(settings), ...spec.environment(addresses) };
}
