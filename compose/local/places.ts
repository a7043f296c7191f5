import { join } from 'node:path';
import type { Addresses, ComponentName, Form } from '#shared/app/addresses';
import { type App, actionsOf, gatewayIn, processesOf } from '#shared/app/define-app';
import { addressOfAction } from '#wsk/deploy/deploy-app';
import type { FrontDoorSocket } from './front-door-socket.ts';
import type { StartedPlatform } from './platform.ts';
import { freePort } from './ports.ts';

/** Where the parts of a form are. */
export interface Places {
  addresses: Addresses;
  /** The base URLs of all services, at addresses that any process of this machine can call. */
  services: Record<string, string>;
  /** The ports of the processes. */
  ports: Record<string, number>;
}

/** What decides where the parts of a form are. */
interface Site {
  app: App;
  form: Form;
  /** The socket on which the gateway listens. */
  door: FrontDoorSocket;
  component(name: ComponentName): string;
  platform: StartedPlatform | undefined;
  /** The form's folder for files that its processes share. */
  folder: string;
}

/** Finds a place for each part of a form of an application, before any of them starts. */
export async function placesOf({ app, form, door, platform, folder, component }: Site): Promise<Places> {
  const services: Record<string, string> = {};
  const internalUrls: Record<string, string> = {};
  const ports: Record<string, number> = {};
  const gateway = gatewayIn(app, form);
  for (const { name, spec } of processesOf(app, form)) {
    const { port: variable, protocol = 'http' } = spec;
    const port = name === gateway ? door.port : await freePort();
    ports[name] = port;
    if (variable !== undefined) internalUrls[name] = services[name] = `${protocol}://127.0.0.1:${port}`;
  }
  if (platform !== undefined) {
    for (const each of actionsOf(app)) {
      internalUrls[each.name] = addressOfAction(app, each, { ...platform, apihost: platform.callHost });
      if (each.action.kind === 'web') services[each.name] = addressOfAction(app, each, platform);
    }
  }
  const addresses: Addresses = {
    form,
    component,
    service: (name) => internalUrls[name] ?? `http://127.0.0.1:1/${name}-has-no-address`,
    folder: (name) => join(folder, name),
    ...(platform === undefined ? {} : { actionKey: platform.auth }),
  };
  return { addresses, services, ports };
}
