/** What the runner knows of one form of an application. */
export interface FormState {
  app: string;
  title: string;
  form: 'microservice' | 'serverless';
  /** The address of its front door. */
  url: string;
  condition: 'running' | 'stopping' | 'stopped' | 'starting';
  /** Milliseconds since it has been so; absent where nobody can change it here. */
  forMs?: number;
  /** The names of the steps that are under way. */
  doing: string[];
  /** Whether it can be stopped and started here. */
  canChange: boolean;
  /** Why it could not be stopped or started the last time. */
  error?: string;
  /** Where calls between actions go; only the serverless form has that. */
  placement?: string;
  /** The address of its OpenWhisk. */
  apihost?: string;
  /** Only of a form that runs: the numbers of its processes and actions, and what is wrong with some. */
  health?: { processes: number; actions: number; problems: string[] };
}
