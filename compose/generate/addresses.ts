import type { Addresses, Form } from '#shared/app/addresses';
import { type App, actionsOf, processesOf } from '#shared/app/define-app';
import { addressOfAction } from '#wsk/deploy/deploy-app';
import { folderOf } from '../image/jobs/folder.ts';
import { isStore, type SecretName, storesWith } from './stores.ts';

/** The port on which each process listens in its container. */
export const containerPort = 8080;

/** The key of its namespace `guest` where nobody has set another: that of a new OpenWhisk. */
const firstKey =
  '23bc46b1-71f6-4ed5-8c54-816aa4f8c502:123zO3xZCLrMN6v2BKK1dXYFpXlPkccOFqm12CdAsMgRU4VrNZ9lyGVCGuMDGIwP';

/** How a file of a kind, of Compose or of Kubernetes, names what is set by whoever starts the containers. */
export interface Dialect {
  /** A value that nobody else may know. */
  secret: SecretName;
  /** Another value. */
  setting(name: string, fallback: string): string;
  /** The OpenWhisk of the serverless form, as containers reach it. */
  openwhisk: string;
}

/** Whether nobody else may know the value of a variable. */
export const isSecret = (name: string): boolean => /SECRET|PASSWORD|^OW_AUTH$/.test(name);

/** The key with which the actions of a form are deployed and invoked. */
export const openwhiskKey = ({ secret }: Dialect): string => secret('OW_AUTH', firstKey);

/** The addresses at which containers of a form reach each other. */
export function containerAddresses(app: App, form: Form, dialect: Dialect): Addresses {
  const processes = processesOf(app, form);
  const stores = storesWith(dialect.secret);
  return {
    form,
    component: (name) => (isStore(name) ? stores[name].url : ''),
    service(name) {
      const process = processes.find((each) => each.name === name);
      const action = actionsOf(app).find((each) => each.name === name);
      if (process === undefined && action !== undefined)
        return addressOfAction(app, action, { apihost: dialect.openwhisk, namespace: 'guest' });
      return `${process?.spec.protocol ?? 'http'}://${name}:${containerPort}`;
    },
    folder: folderOf,
    setting: (name, fallback) =>
      isSecret(name) ? dialect.secret(name, fallback) : dialect.setting(name, fallback),
    ...(form === 'serverless' ? { actionKey: openwhiskKey(dialect) } : {}),
  };
}
