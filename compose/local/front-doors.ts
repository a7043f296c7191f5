import type { App } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { type FrontDoorSocket, openFrontDoorSocket } from './front-door-socket.ts';
import type { PlacedForm } from './placed-forms.ts';
import { openPort } from './ports.ts';

/** The sockets of the front doors, one for each form of each application. */
export type FrontDoors = Map<string, FrontDoorSocket>;

const firstPort = 8080;

const doorKey = (app: App, { form, placement }: PlacedForm): string =>
  `${app.name} ${form} ${placement?.name ?? ''}`;

/** The socket of one form of an application. */
export function doorOf(doors: FrontDoors, app: App, placedForm: PlacedForm): FrontDoorSocket {
  const door = doors.get(doorKey(app, placedForm));
  if (door === undefined) throw new Error(`the front door of ${app.name} has no socket`);
  return door;
}

/** Opens all sockets on the ports from `port` on, or without it on the next free ports from 8080 on, and adds them to `doors`. */
export async function openFrontDoors(
  { apps, port }: { apps: RunnableApp[]; port?: number | undefined },
  placedForms: PlacedForm[],
  doors: FrontDoors,
): Promise<void> {
  for (const { app } of apps) {
    for (const placedForm of placedForms) {
      const first = (port ?? firstPort) + doors.size;
      const purpose = `${app.title}, ${placedForm.form} form`;
      const wanted = { chosen: port && first, first, purpose };
      doors.set(doorKey(app, placedForm), await openPort(wanted, openFrontDoorSocket));
    }
  }
}
