import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import supertest from 'supertest';
import { type Form, forms } from '#shared/app/addresses';
import { type FormAddresses, formFrom, inProcess, variableOf } from './deployed-form.ts';
import { checkReachable } from './reachable.ts';

/** One running form of an application, as the body of a test receives it. */
export interface DeployedForm extends FormAddresses {
  /** supertest on the gateway: `request.get('/api/...')`. */
  request: ReturnType<typeof supertest>;
}

/** Why a body cannot run on a form, or false. */
export type Skip = string | false | ((deployed: DeployedForm) => string | false);

/** How a body runs. */
export interface FormOptions {
  /** The only forms that the behaviour concerns; both, unless said otherwise. */
  forms?: readonly Form[];
  /** Why it cannot be tested here, or what says so of a form; `withoutAddressOf` is such a function. */
  skip?: Skip;
  /** Tests the forms at the same time. */
  concurrency?: boolean;
}

/** Tests of one form. */
export type FormBody = (deployed: DeployedForm) => void;

/** Skips a form where the address of one of its services is not known, with that reason. */
export const withoutAddressOf =
  (...names: string[]) =>
  ({ app, form, services }: FormAddresses): string | false => {
    for (const name of names) checkFolder(app, name);
    const missing = names.filter((name) => services[name] === undefined);
    if (missing.length === 0) return false;
    return `the address of ${missing.join(', ')} is not known: name it in ${variableOf(app, form, 'SERVICES')}`;
  };

/**
 * Describes behaviour that the forms of an application have in common: the body runs once for each form that is deployed.
 * `subject` is a service, or what else the tests are about. `TEST_<APP>_<FORM>_URL` says where a form runs, and
 * `TEST_<APP>_<FORM>_SERVICES` (JSON, service to base URL) where its services do; with TEST_IN_PROCESS both forms run inside
 * the test process. Where no form is deployed, the whole is skipped with that reason. Options come before the body, as in
 * `node:test`.
 */
export function describeForms(
  app: string,
  subject: string,
  ...rest: [body: FormBody] | [options: FormOptions, body: FormBody]
): void {
  const [{ forms: wanted = forms, skip, concurrency = false }, body] =
    rest.length === 1 ? [{}, rest[0]] : rest;
  describeDeployed(app, `${app}: ${subject}`, { concurrency }, (deployed) => {
    const here = wanted.flatMap((form) => deployed[form] ?? []);
    const run = (): void => {
      // The tests of a form stay in their order; without a number of their own they would take over that of the forms.
      for (const each of here)
        describe(each.form, { skip: reasonOf(skip, each), concurrency: 1 }, () => {
          before(() => checkReachable(each));
          body(each);
        });
    };
    return here.length > 0 ? { run } : { skip: notDeployed(app, wanted) };
  });
}

/** Describes what both forms of an application must have alike: the body runs once, with both. Skipped unless both are deployed. */
export function compareForms(
  app: string,
  subject: string,
  { skip }: Pick<FormOptions, 'skip'>,
  body: (both: Record<Form, DeployedForm>) => void,
): void {
  describeDeployed(app, `${app}: ${subject}`, {}, ({ microservice, serverless }) => {
    if (microservice === undefined) return { skip: notDeployed(app, ['microservice']) };
    if (serverless === undefined) return { skip: notDeployed(app, ['serverless']) };
    const reason = reasonOf(skip, microservice) || reasonOf(skip, serverless);
    if (reason) return { skip: reason };
    const run = (): void => {
      before(() => Promise.all([microservice, serverless].map(checkReachable)));
      body({ microservice, serverless });
    };
    return { run };
  });
}

const reasonOf = (skip: Skip | undefined, deployed: DeployedForm): string | false =>
  typeof skip === 'function' ? skip(deployed) : (skip ?? false);

type Deployed = Partial<Record<Form, DeployedForm>>;

/** Describes what `plan` makes of the forms that are deployed, or skips it for the reason that it gives. */
function describeDeployed(
  app: string,
  title: string,
  options: { concurrency?: boolean },
  plan: (deployed: Deployed) => { skip: string } | { run: () => void },
): void {
  checkFolder(app);
  const named = deployedForms(app);
  if (named !== undefined || !inProcess) {
    const planned = plan(named ?? {});
    if ('skip' in planned) describe(title, { skip: planned.skip }, () => {});
    else describe(title, options, planned.run);
    return;
  }
  const starting = startInside(app);
  describe(title, options, async () => {
    await starting;
    const planned = plan(deployedForms(app) ?? {});
    if ('run' in planned) planned.run();
    else describe('deployed', { skip: planned.skip }, () => {});
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

/** Throws for an application or service that does not exist: under a misspelt or old name its tests would be skipped for ever. */
function checkFolder(app: string, service = ''): void {
  if (existsSync(join(import.meta.dirname, '..', '..', 'apps', app, service))) return;
  const what = service === '' ? `application ${app}` : `service ${service} of ${app}`;
  throw new Error(`There is no ${what}: the folder ${join('apps', app, service)} does not exist`);
}
