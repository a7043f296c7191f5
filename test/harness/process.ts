import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { seed } from '#apps/robot-shop/seed/load';
import { type ComponentName, type Form, forms } from '#shared/app/define-app';

/** What a worker is given: the form that it runs, and the URLs of the stores. */
export interface WorkerData {
  form: Form;
  components: Record<ComponentName, string>;
}

/** What a worker answers: base URLs of the form's front door and of its payment provider. */
export interface Started {
  url: string;
  gateway: string;
}

const variables = { redis: 'REDIS_URL', mongodb: 'MONGO_URL', mysql: 'MYSQL_URL', rabbitmq: 'AMQP_URL' };

/**
 * Runs both forms of Robot Shop inside the test process, each in a thread with its own modules, on the stores that
 * the environment names. Answers which of them it does not name, if any.
 */
export async function startInProcess(): Promise<
  { shops: Record<Form, Started>; stop: () => Promise<void> } | string
> {
  const missing = Object.values(variables).filter((variable) => !process.env[variable]);
  if (missing.length > 0) return `FORMS_ON=process needs ${missing.join(', ')}`;
  const components = Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [name, process.env[variable]?.replace(/\/+$/, '')]),
  ) as WorkerData['components'];

  const stores = { mongoUrl: components.mongodb, mysqlAdminUrl: components.mysql };
  const workers: Worker[] = [];
  const start = async (form: Form): Promise<[Form, Started]> => {
    await seed({ ...stores, form });
    const env = { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' };
    const worker = new Worker(new URL('./process-worker.ts', import.meta.url), {
      workerData: { form, components } satisfies WorkerData,
      env,
    });
    workers.push(worker);
    const [started] = (await once(worker, 'message')) as [Started];
    return [form, started];
  };
  const shops = Object.fromEntries(await Promise.all(forms.map(start))) as Record<Form, Started>;
  return {
    shops,
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
