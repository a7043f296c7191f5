import type { ComponentName, Form } from './addresses.ts';
import type { App } from './define-app.ts';

/** The stores of one form that an application fills with its first data. */
export interface SeedTarget {
  form: Form;
  /** Resolves with the URL of a component, without a database name, as soon as the component accepts connections. */
  component(name: ComponentName): Promise<string>;
  /** A folder for files of the microservice form's processes; absent when the processes run on other machines. */
  folder?(name: string): string;
  report(line: string): void;
}

/** The measurements of one run of an application's smoke scenario. */
export interface ScenarioResult {
  /** Milliseconds that the client waited for the request after which the scenario is named. */
  totalMs: number;
  /** Milliseconds from that response until the asynchronous work that it started was done. */
  dispatchMs: number;
  traceId: string;
}

/** A short journey through an application that shows that the application works, and where the time of its main request goes. */
export interface SmokeScenario {
  /** The name of the main request, for example `SubmitOrder`. */
  name: string;
  /** The service whose work after the response is the step Dispatch; absent where it is that of several, or of none. */
  dispatchedBy?: string;
  /** Runs the journey once against the base URL of the application's gateway; rejects at the first wrong response. */
  run(gatewayUrl: string): Promise<ScenarioResult>;
}

/** An application with the functions that fill its stores and check that it works. */
export interface RunnableApp {
  app: App;
  seed(target: SeedTarget): Promise<void>;
  smokeScenario: SmokeScenario;
}
