import type { Form } from '#shared/app/addresses';

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

/** The name of the variable that tells tests one address of a form: `TEST_ROBOT_SHOP_SERVERLESS_URL`. */
export const variableOf = (app: string, form: Form, what: 'URL' | 'SERVICES' | 'FOLDER'): string =>
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
 * variable has a value that cannot be read.
 */
export function formFrom(
  app: string,
  form: Form,
  env: Record<string, string | undefined> = process.env,
): FormAddresses | undefined {
  const url = env[variableOf(app, form, 'URL')];
  if (!url) return undefined;
  if (!/^https?:\/\//.test(url))
    throw new Error(
      `${variableOf(app, form, 'URL')} is ${url}; give the http:// or https:// URL of a gateway`,
    );
  const folder = env[variableOf(app, form, 'FOLDER')];
  return {
    app,
    form,
    url: url.replace(/\/+$/, ''),
    services: servicesFrom(variableOf(app, form, 'SERVICES'), env),
    ...(folder ? { folder } : {}),
  };
}

function servicesFrom(name: string, env: Record<string, string | undefined>): Record<string, string> {
  const text = env[name];
  if (!text) return {};
  const wrong = (): Error =>
    new Error(`${name} is ${text}; give a JSON object such as {"cart": "http://..."}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong();
  }
  if (typeof value !== 'object' || value === null) throw wrong();
  const entries = Object.entries(value).map(([service, url]) => [service, String(url).replace(/\/+$/, '')]);
  return Object.fromEntries(entries) as Record<string, string>;
}
