import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe } from 'node:test';
import supertest from 'supertest';
import { type Form, forms } from '#shared/app/define-app';
import { type FormAddresses, formFrom, inProcess, variableOf } from './deployed-form.ts';

/** One running form of an application, as the body of a test receives it. */
export interface DeployedForm extends FormAddresses {
  /** supertest on the gateway: `request.get('/api/...')`. */
  request: ReturnType<typeof supertest>;
}

/** What a body needs, and how it runs. */
export interface FormOptions {
  /** The only forms that the behaviour concerns; both, unless said otherwise. */
  forms?: readonly Form[];
  /** Services whose own addresses the body uses; the form is skipped where one of them is not known. */
  services?: readonly string[];
  /** Why nothing of this can be tested here, or false. */
  skip?: string | false;
  /** Tests the forms at the same time. */
  concurrency?: boolean;
}

/**
 * Describes behaviour that the forms of an application have in common: the body runs once for each form that is deployed.
 * `subject` is a service, or what else the tests are about. Where a form runs, `TEST_<APP>_<FORM>_URL` says, and
 * `TEST_<APP>_<FORM>_SERVICES` (JSON, service to base URL) the addresses of its services; with TEST_IN_PROCESS both forms
 * run inside the test process. A form that is not deployed is skipped with that reason when no form is.
 */
export function describeForms(
  app: string,
  subject: string,
  body: (deployed: DeployedForm) => void,
  options: FormOptions = {},
): void {
  const wanted = options.forms ?? forms;
  describeDeployed(app, subject, options, (deployed) => {
    const here = wanted.flatMap((form) => deployed[form] ?? []);
    if (here.length === 0) return describe('no form', { skip: notDeployed(app, wanted) }, () => {});
    for (const each of here)
      describe(each.form, { skip: unknownService(each, options.services) }, () => body(each));
  });
}

/** Describes what both forms of an application must have alike: the body runs once, with both; both must be deployed. */
export function compareForms(
  app: string,
  subject: string,
  body: (both: Record<Form, DeployedForm>) => void,
  options: Omit<FormOptions, 'forms' | 'concurrency'> = {},
): void {
  describeDeployed(app, subject, options, ({ microservice, serverless }) => {
    if (microservice === undefined || serverless === undefined) {
      const missing = forms.filter((form) => (form === 'microservice' ? !microservice : !serverless));
      return describe('both forms', { skip: notDeployed(app, missing) }, () => {});
    }
    const skip = [microservice, serverless]
      .map((each) => unknownService(each, options.services))
      .find(Boolean);
    describe('both forms', { skip: skip ?? false }, () => body({ microservice, serverless }));
  });
}

type Deployed = Partial<Record<Form, DeployedForm>>;

function describeDeployed(
  app: string,
  subject: string,
  { skip = false, concurrency = false }: FormOptions,
  body: (deployed: Deployed) => void,
): void {
  checkName(app);
  const title = `${app}: ${subject}`;
  const named = deployedForms(app);
  if (skip !== false || !inProcess || named !== undefined)
    return void describe(title, { skip, concurrency }, () => body(named ?? {}));
  const starting = startInside(app);
  describe(title, { concurrency }, async () => {
    await starting;
    body(deployedForms(app) ?? {});
  });
}

/** The forms that the environment names, if any. */
function deployedForms(app: string): Deployed | undefined {
  const found = forms.flatMap((form) => formFrom(app, form) ?? []);
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map((each) => [each.form, { ...each, request: supertest(each.url) }]));
}

const inside = new Map<string, Promise<void>>();

/** Starts both forms in this process, once a test file, and names them in its environment. */
function startInside(app: string): Promise<void> {
  const known = inside.get(app);
  if (known !== undefined) return known;
  let stop: () => Promise<void> = async () => {};
  const starting = (async () => {
    const { startAppInside } = await import('./in-process/start.ts');
    stop = await startAppInside(app);
  })();
  inside.set(app, starting);
  after(async () => {
    await starting.catch(() => {});
    await stop();
  });
  return starting;
}

const notDeployed = (app: string, wanted: readonly Form[]): string =>
  `${app} is not deployed (${wanted.join(', ')}): run npm test, or set ${variableOf(app, wanted[0] ?? 'serverless', 'URL')}`;

function unknownService(
  { app, form, services }: FormAddresses,
  needed: readonly string[] = [],
): string | false {
  const missing = needed.filter((name) => services[name] === undefined);
  if (missing.length === 0) return false;
  return `the address of ${missing.join(', ')} is not known: name it in ${variableOf(app, form, 'SERVICES')}`;
}

/** A misspelt name would skip its tests for ever. */
function checkName(app: string): void {
  if (!existsSync(join(import.meta.dirname, '..', '..', 'apps', app, 'app.ts')))
    throw new Error(`There is no application ${app}: apps/${app}/app.ts does not exist`);
}
