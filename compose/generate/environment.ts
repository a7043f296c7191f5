import type { Form } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import { type App, type AppProcess, actionsOf, componentsOf, processesOf } from '#shared/app/define-app';
import { serviceEnvironment } from '#shared/app/environment';
import { variableOfService } from '#wsk/deploy/addresses-from-environment';
import { containerAddresses, containerPort, type Dialect, openwhiskKey } from './addresses.ts';
import { isStore, type StoreName } from './stores.ts';

/** The components of a form that run in containers. */
export const storesOf = (app: App, form: Form): StoreName[] => componentsOf(app, form).filter(isStore);

/** The variables of a process in its container, without the settings that somebody may add. */
export const environmentOf = (
  app: App,
  form: Form,
  { service, spec }: AppProcess,
  dialect: Dialect,
): Record<string, string> => ({
  ...serviceEnvironment(app, service, spec, containerAddresses(app, form, dialect), {}),
  HOST: '0.0.0.0',
  ...(spec.port === undefined ? {} : { [spec.port]: `${containerPort}` }),
});

/** The memory of a process's container in megabytes; TeX needs more than Node. */
export const memoryMbOf = ({ spec }: AppProcess): number => (spec.programs === undefined ? 256 : 1024);

/** The variables of the job that fills the stores of a form: where these are. */
export function seedEnvironment(app: App, form: Form, dialect: Dialect): Record<string, string> {
  const { component } = containerAddresses(app, form, dialect);
  return Object.fromEntries(storesOf(app, form).map((name) => [urlVariables[name], component(name)]));
}

/** The variables of the job that deploys the actions: OpenWhisk, the stores, and the services that stay processes. */
export function deployEnvironment(app: App, dialect: Dialect): Record<string, string> {
  const { service } = containerAddresses(app, 'serverless', dialect);
  const processes = processesOf(app, 'serverless').map(({ name }) => [
    variableOfService(name),
    service(name),
  ]);
  return {
    ...setForActions(app, dialect),
    OW_APIHOST: dialect.openwhisk,
    OW_AUTH: openwhiskKey(dialect),
    ...seedEnvironment(app, 'serverless', dialect),
    ...Object.fromEntries(processes),
  };
}

/** What actions are given at their deployment and processes read too, such as the secret with which both sign. */
function setForActions(app: App, dialect: Dialect): Record<string, string> {
  const asked: Record<string, string> = {};
  const addresses = containerAddresses(app, 'serverless', dialect);
  const setting = (name: string, fallback: string): string => {
    const value = addresses.setting?.(name, fallback) ?? fallback;
    asked[name] = value;
    return value;
  };
  for (const { service, spec } of actionsOf(app))
    serviceEnvironment(app, service, spec, { ...addresses, setting }, {});
  return asked;
}
