/** One activation of an action, in milliseconds. */
export interface Activation {
  id: string;
  /** `PACKAGE/ACTION`; the package has the name of the application. */
  action: string;
  /** The trace of the request or message that it worked on; absent while it runs, and when it has logged none. */
  trace?: string;
  /** In milliseconds since 1970. */
  start: number;
  /** How long it took, and how it ended; both are absent while it runs. */
  ms?: number;
  status?: string;
  /** How long its instance took to load the code; absent where the instance was warm. */
  initMs?: number;
  /** How long it waited for an instance. */
  waitMs?: number;
  /** The memory that the action may use. */
  memoryMb?: number;
}

/** The newest activations first. */
export interface Activations {
  /** The addresses of all OpenWhisks; none without a serverless form. */
  hosts: string[];
  /** A sentence for each OpenWhisk that cannot be asked. */
  problems: string[];
  /** A sentence for each serverless form that does not run. */
  notices: string[];
  activations: Activation[];
  /** How many of which action are left out. */
  hidden: { action: string; count: number }[];
}

/** What one activation has left. */
export interface ActivationDetails {
  logs: string[];
  /** How it ended; absent while it runs. */
  status?: string;
  /** The text of an error of the action. */
  error?: string;
  /** The HTTP status that a web action has answered. */
  httpStatus?: number;
}

/** What a person wants to see. */
export interface Choice {
  /** `PACKAGE/ACTION`, or empty for all. */
  action: string;
  /** Whether activations of sweeps are left out: of actions that a timer starts. */
  isWithoutSweeps: boolean;
}
