import type { App } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { withVariants } from '#shared/app/variants';
import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { checkEntries } from '../deploy/entry.ts';
import {
  defaultPlacement,
  findPlacement,
  type Placement,
  placementNames,
  placementText,
} from '../placements/placement.ts';

const lineOf = (apps: Record<string, RunnableApp>) =>
  commandLine({
    call: 'npm run deploy --',
    does: 'Fills the stores of an application and deploys its actions to any OpenWhisk.',
    arguments: { APP: `one of ${Object.keys(apps).join(', ')}` },
    options: {
      placement: { value: 'NAME', text: placementText },
      variant: { value: 'SERVICE=NAME', text: 'another entry of a service; may be repeated', multiple: true },
      image: {
        value: 'SERVICE=IMAGE',
        text: 'a container image for the actions of a service; may be repeated',
        multiple: true,
      },
      'store-host': {
        value: 'HOST',
        text: 'the address of this machine for actions, in place of 127.0.0.1 and localhost; default: STORE_HOST',
      },
      insecure: { text: 'accept any certificate of the host, also in actions that call others' },
      'dry-run': { text: 'only print what would change; nothing does' },
      delete: { text: 'remove the application from the OpenWhisk; its stores stay as they are' },
      serve: { text: 'then run the processes of the application too, until Ctrl-C' },
      fire: { text: 'fire its triggers until Ctrl-C, where the OpenWhisk has no alarms' },
      manifest: { value: 'DIR', text: 'write a manifest.yaml and the archives for wskdeploy to DIR instead' },
      yes: { text: 'do it on another machine without a question' },
    },
    environment: {
      OW_APIHOST: 'the API host, https:// unless it begins with http://',
      OW_AUTH: 'the UUID:KEY of a namespace',
      OW_NAMESPACE: 'with --manifest: the namespace of that key; default: the host is asked, else guest',
      'REDIS_URL, MONGO_URL, …': 'the components, at addresses that the actions can reach',
      '<SERVICE>_URL': 'the services that stay processes, for example GATEWAY_URL',
    },
    examples: {
      'npm run deploy -- robot-shop': 'to the OpenWhisk that OW_APIHOST names',
      'npm run deploy -- robot-shop --dry-run': 'what that would change',
      'npm run deploy -- robot-shop --serve': 'and open the shop',
      'npm run deploy -- robot-shop --variant catalogue=bypass': 'with another entry of one service',
      'npm run deploy -- robot-shop --manifest out': 'to files for wskdeploy',
    },
    takes: 'about 20 s',
  });

/** What a person asks of `npm run deploy`. */
export interface DeployRequest {
  runnable: RunnableApp;
  task: 'deploy' | 'dry-run' | 'delete' | 'fire' | 'manifest';
  placement: Placement;
  variants: string[];
  images: Record<string, string>;
  storeHost: string | undefined;
  insecure: boolean;
  serves: boolean;
  yes: boolean;
  /** The folder of --manifest. */
  folder: string;
}

/** Reads the arguments of `npm run deploy`. Throws a failure that names the invalid one. */
export async function readDeployRequest(
  apps: Record<string, RunnableApp>,
  args: string[],
): Promise<DeployRequest> {
  const { values, positionals } = readCommandLine(lineOf(apps), args);
  const named = appNamed(apps, positionals);
  const [runnable = named] = withVariants([named], values.variant);
  checkEntries(runnable.app);
  const placementName = values.placement ?? (process.env.PLACEMENT || undefined);
  if (placementName !== undefined && values.manifest !== undefined)
    throw new Failure(
      `A manifest has the placement '${placementNames[0]}': leave out --manifest, or --placement and PLACEMENT.`,
      2,
    );
  const placement = await findPlacement(placementName ?? defaultPlacement.name).catch((error: Error) => {
    throw new Failure(error.message, 2);
  });
  const tasks = [
    ...(['dry-run', 'delete', 'fire'] as const).filter((name) => values[name]),
    ...(values.manifest === undefined ? [] : (['manifest'] as const)),
  ];
  if (tasks.length > 1)
    throw new Failure(`Give one of ${tasks.map((name) => `--${name}`).join(', ')}, not all.`, 2);
  return {
    runnable,
    task: tasks[0] ?? 'deploy',
    placement,
    variants: values.variant,
    images: imagesOf(runnable.app, values.image),
    storeHost: storeHostIn(values['store-host'] ?? (process.env.STORE_HOST || undefined)),
    insecure: values.insecure,
    serves: values.serve,
    yes: values.yes,
    folder: values.manifest ?? '',
  };
}

/** The host of --store-host or STORE_HOST. Throws a failure for what is more than a host. */
function storeHostIn(host: string | undefined): string | undefined {
  if (host === undefined || /^([\w.-]+|\[[\da-f:.]+\])$/i.test(host)) return host;
  throw new Failure(
    `--store-host or STORE_HOST is '${host}': give a name or an address alone, such as 192.0.2.1 or [2001:db8::1].`,
    2,
  );
}

function appNamed(apps: Record<string, RunnableApp>, [name = '', ...more]: string[]): RunnableApp {
  const known = `APP is one of: ${Object.keys(apps).join(', ')}.`;
  if (name === '') throw new Failure(`Give an APP; ${known}`, 2);
  const runnable = Object.hasOwn(apps, name) ? apps[name] : undefined;
  if (runnable === undefined) throw new Failure(`There is no application '${name}'; ${known}`, 2);
  if (more.length > 0) throw new Failure(`Give one APP, not also ${more.join(', ')}; ${known}`, 2);
  return runnable;
}

/** The images by service. Throws a failure for a service that the application does not run as actions. */
function imagesOf({ services }: App, given: string[]): Record<string, string> {
  const known = Object.keys(services).filter((name) => services[name]?.actions !== undefined);
  const entries = given.map((text) => {
    const [service = '', image = ''] = text.split(/=(.*)/s);
    if (known.includes(service) && image !== '') return [service, image] as const;
    throw new Failure(`--image ${text}: give SERVICE=IMAGE, with one of ${known.join(', ')}.`, 2);
  });
  return Object.fromEntries(entries);
}
