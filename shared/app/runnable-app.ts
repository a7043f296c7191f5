import type { ComponentName, Form } from './addresses.ts';
import type { App } from './define-app.ts';

/** The stores that are to be filled. */
export interface SeedTarget {
  form: Form;
  /** The URL of a component, without a database name, as soon as the component runs. */
  component(name: ComponentName): Promise<string>;
  /** A folder for files of the microservice form's processes; absent where they are on other machines. */
  folder?(name: string): string;
  report(line: string): void;
}

/** How the main task of an application went. */
export interface TaskResult {
  /** Milliseconds of what the task is named for, seen by the client. */
  totalMs: number;
  /** Milliseconds from its answer until all that it set off was done. */
  dispatchMs: number;
  traceId: string;
}

/** An application with what is needed to fill its stores and to run its main task through its front door. */
export interface RunnableApp {
  app: App;
  taskName: string;
  seed(target: SeedTarget): Promise<void>;
  task(frontDoor: string): Promise<TaskResult>;
}
