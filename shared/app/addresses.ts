/** The two forms in which every application runs. */
export type Form = 'microservice' | 'serverless';

export const forms: readonly Form[] = ['microservice', 'serverless'];

/** The components, that is backing services such as databases and brokers, that an application may need. */
export type ComponentName =
  | 'mongodb'
  | 'redis'
  | 'memcached'
  | 'mysql'
  | 'rabbitmq'
  | 'postgresql'
  | 'kafka'
  | 's3'
  | 'zipkin';

/** The addresses of the components and services in one form. */
export interface Addresses {
  form: Form;
  /** The URL of a component, without a database name. */
  component(name: ComponentName): string;
  /**
   * The URL at which other services call a service in this form, without a trailing slash: the address of a process or of a web
   * action, or the address of another action in OpenWhisk's REST API (shared/actions/client.ts). The name of an additional action is
   * `<service>-<purpose>`.
   */
  service(name: string): string;
  /** A folder for files that processes of this machine share; absent when the processes may run on other machines. */
  folder?(name: string): string;
  /** What stands for a value that users may set by a variable when they start the form; default: the value that is set now. */
  setting?(variable: string, fallback: string): string;
  /** The key, `UUID:KEY`, with which processes and actions of the serverless form invoke actions. */
  actionKey?: string;
  /** The addresses of the other form, if that one runs too. */
  other?: Addresses;
}
