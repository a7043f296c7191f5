import { type App, actionsOf, processesOf } from '#shared/app/define-app';
import type { Deployment } from '../deployment.ts';

/** A process or an action of a form, as the overview page lists it. */
export interface Part {
  name: string;
  /** The folder in the application's. */
  service: string;
  kind: 'process' | 'action';
  /** Where a process listens. */
  url?: string;
}

/** All that runs in a form: its processes, then its actions. */
export function partsOf({ app, form, services }: Pick<Deployment, 'app' | 'form' | 'services'>): Part[] {
  const processes = processesOf(app, form).map(({ name, service }): Part => {
    const url = services[name];
    return { name, service, kind: 'process', ...(url === undefined ? {} : { url }) };
  });
  return form === 'microservice' ? processes : [...processes, ...actionParts(app)];
}

const actionParts = (app: App): Part[] =>
  actionsOf(app).map(({ name, service }) => ({ name, service, kind: 'action' }));
