import { type App, actionsOf } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import type { HostFacts } from './host-facts.ts';
import type { Host } from './rest.ts';

/** The runtime of each action that has no image of its own. */
export const actionKind = 'nodejs:20';

/**
 * Throws a failure when actions of an application need a runtime that a host does not offer. `images` are the images of services by their
 * names. A host that does not list its runtimes is not refused.
 */
export function checkActionKind(
  app: App,
  { apihost }: Pick<Host, 'apihost'>,
  { kinds }: Pick<HostFacts, 'kinds'>,
  images: Readonly<Record<string, string>> = {},
): void {
  const services = new Set(actionsOf(app).map(({ service }) => service));
  const without = [...services].filter((service) => images[service] === undefined);
  if (without.length === 0 || kinds.length === 0 || kinds.includes(actionKind)) return;
  throw new Failure(
    `The actions of ${app.title} need the runtime ${actionKind}, and ${apihost} has only ${kinds.join(', ')}. Nothing was deployed. Add ${actionKind} to the runtimes of that OpenWhisk, as compose/kubernetes/README.md shows, or name another one in OW_APIHOST; npm run deploy -- ${app.name} can also run the actions on images of yours, with --image SERVICE=IMAGE for each of ${without.join(', ')}.`,
  );
}
