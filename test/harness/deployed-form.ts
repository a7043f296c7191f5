import { existsSync, globSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Form, forms } from '#shared/app/addresses';

/** One form of an application that runs somewhere: the addresses that tests need. */
export interface FormAddresses {
  app: string;
  form: Form;
  /** Base URL of the gateway, without a slash at its end. */
  url: string;
  /** Base URLs of the services as they call each other; only of those whose address is known. */
  services: Record<string, string>;
  /** The folder of the files that its processes share; absent where the tests run on another machine. */
  folder?: string;
}

/** Whether the tests run on both forms inside their own process, without an OpenWhisk between the services. */
export const inProcess = Boolean(process.env.TEST_IN_PROCESS);

const kinds = ['URL', 'SERVICES', 'FOLDER'] as const;

/** The name of the variable that tells tests one address of a form: `TEST_ROBOT_SHOP_SERVERLESS_URL`. */
export const variableOf = (app: string, form: Form, what: (typeof kinds)[number]): string =>
  `TEST_${app.replaceAll('-', '_')}_${form}_${what}`.toUpperCase();

/** The environment variables that tell a test process where a form runs; `formFrom` reads them. */
export function variablesOf({ app, form, url, services, folder }: FormAddresses): Record<string, string> {
  return {
    [variableOf(app, form, 'URL')]: url,
    [variableOf(app, form, 'SERVICES')]: JSON.stringify(services),
    ...(folder === undefined ? {} : { [variableOf(app, form, 'FOLDER')]: folder }),
  };
}

/**
 * The form of an application that environment variables name; undefined when its URL variable is not set. Throws when a
 * variable has a value that cannot be read, or when one is set that no test reads.
 */
export function formFrom(
  app: string,
  form: Form,
  env: Record<string, string | undefined> = process.env,
): FormAddresses | undefined {
  checkNames(env);
  const variable = variableOf(app, form, 'URL');
  const url = env[variable];
  const [services, folder] = (['SERVICES', 'FOLDER'] as const).map(
    (kind) => env[variableOf(app, form, kind)],
  );
  if (!url) {
    const useless = kinds.find((kind) => env[variableOf(app, form, kind)]);
    if (useless === undefined) return undefined;
    throw new Error(
      `${variableOf(app, form, useless)} is set without ${variable}; give the URL of the gateway too`,
    );
  }
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new Error(`${variable} is ${url}; give the http:// or https:// URL of a gateway`);
  return {
    app,
    form,
    url: url.replace(/\/+$/, ''),
    services: services ? servicesIn(app, variableOf(app, form, 'SERVICES'), services) : {},
    ...(folder ? { folder } : {}),
  };
}

const appsFolder = join(import.meta.dirname, '..', '..', 'apps');
const appNames = readdirSync(appsFolder).filter((name) => existsSync(join(appsFolder, name, 'app.ts')));
const otherVariables = [
  'TEST_IN_PROCESS',
  'TEST_AT_ONCE',
  'TEST_PICTURES',
  'TEST_CONTROL_URL',
  'TEST_CONTROL_TOKEN',
];
const knownVariables = new Set([
  ...otherVariables,
  ...appNames.flatMap((app) => forms.flatMap((form) => kinds.map((kind) => variableOf(app, form, kind)))),
]);

/** Throws for a variable that is meant for a form and misspelt, because without it the tests would be skipped. */
function checkNames(env: Record<string, string | undefined>): void {
  const part = [...appNames, ...forms].map((name) => name.toUpperCase().replaceAll('-', '_?')).join('|');
  const likeOne = new RegExp(`^TEST_.*(${part})`);
  const unknown = Object.keys(env).find((name) => likeOne.test(name) && !knownVariables.has(name));
  if (unknown === undefined) return;
  const upper = (names: readonly string[]): string =>
    names.map((name) => name.toUpperCase().replaceAll('-', '_')).join(', ');
  throw new Error(
    `No test reads ${unknown}: write TEST_<APP>_<FORM>_URL, _SERVICES or _FOLDER, with an APP of ${upper(appNames)} and a FORM of ${upper(forms)}`,
  );
}

/** The names of the services of an application, and of their further actions and processes. */
function callableNames(app: string): string[] {
  const cwd = join(appsFolder, app);
  return [
    ...globSync('*/{microservice,serverless}.ts', { cwd }).map((path) => dirname(path)),
    ...globSync('*/*.{action,process}.ts', { cwd }).map(
      (path) => `${dirname(path)}-${basename(path).split('.', 1)[0]}`,
    ),
  ];
}

function servicesIn(app: string, variable: string, text: string): Record<string, string> {
  const wrong = (what: string, remedy: string): Error => new Error(`${variable} ${what}; give ${remedy}`);
  const example = 'a JSON object such as {"cart": "http://..."}';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong(`is ${text}`, example);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(`is ${text}`, example);
  const names = new Set(callableNames(app));
  const entries = Object.entries(value).map(([service, url]: [string, unknown]) => {
    if (!names.has(service))
      throw wrong(`names ${service}, which is no service of ${app}`, [...names].sort().join(', '));
    if (typeof url !== 'string' || !/^(https?|thrift):\/\//.test(url) || !URL.canParse(url))
      throw wrong(`has ${JSON.stringify(url)} for ${service}`, 'an http://, https:// or thrift:// URL');
    return [service, url.replace(/\/+$/, '')] as const;
  });
  return Object.fromEntries(entries);
}
