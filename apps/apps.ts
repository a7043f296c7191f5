import type { App, ComponentName, Form } from '#shared/app/define-app';
import { robotShop } from './robot-shop/app.ts';
import { seed as seedRobotShop } from './robot-shop/seed/load.ts';
import { submitOrder } from './robot-shop/task.ts';
import { socialNetwork } from './social-network/app.ts';
import { seed as seedSocialNetwork } from './social-network/seed/load.ts';
import { composePost } from './social-network/task.ts';

/** The stores that are to be filled. */
export interface SeedTarget {
  form: Form;
  /** The URL of a component, without a database name, as soon as the component runs. */
  component(name: ComponentName): Promise<string>;
  report(line: string): void;
}

/** How the main task of an application went. */
export interface TaskResult {
  /** Milliseconds of the one request that the task is named for, seen by the client. */
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

/** All applications, in the order in which they were built. */
export const apps: Record<string, RunnableApp> = {
  'robot-shop': {
    app: robotShop,
    taskName: 'SubmitOrder',
    async seed({ form, component, report }) {
      const [mongoUrl, mysqlAdminUrl] = await Promise.all([component('mongodb'), component('mysql')]);
      await seedRobotShop({ mongoUrl, mysqlAdminUrl, form, report });
    },
    task: submitOrder,
  },
  'social-network': {
    app: socialNetwork,
    taskName: 'ComposePost',
    async seed({ form, component, report }) {
      await seedSocialNetwork({ mongoUrl: await component('mongodb'), form, report });
    },
    task: composePost,
  },
};
