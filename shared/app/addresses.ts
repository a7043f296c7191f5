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

/** Where everything is that a service may need. */
export interface Addresses {
  form: Form;
  /** URL of a component, without a database name. */
  component(name: ComponentName): string;
  /**
   * Where others reach a service in this form, without a slash at its end: the address of a process or of a web action, or the
   * address of another action in OpenWhisk's API (shared/actions/client.ts). Additional actions are named `<service>-<purpose>`.
   */
  service(name: string): string;
  /** A folder of this run for files that processes of this machine share; absent where they may be on others. */
  folder?(name: string): string;
  /** The `UUID:KEY` with which processes and actions of the serverless form invoke actions. */
  actionKey?: string;
}
