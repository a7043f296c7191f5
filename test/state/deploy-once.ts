import { join } from 'node:path';
import { seed } from '#apps/lab-insurance/seed/load';
import type { Form } from '#shared/app/addresses';

/** One deployment of LAB Insurance's tables and seeds: `deploy-once.ts FORM FOLDER`, on the stores of the environment. */
const [form, folder = ''] = process.argv.slice(2);
const { POSTGRES_URL = '', MONGO_URL = '' } = process.env;

await seed({
  form: form as Form,
  postgresUrl: POSTGRES_URL,
  mongoUrl: MONGO_URL,
  folder: (name) => join(folder, name),
});
