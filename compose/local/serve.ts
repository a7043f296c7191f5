import { join } from 'node:path';
import type { Addresses } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import { type App, componentsOf, gatewayIn, processesOf } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { stopSignal, untilAborted } from '#shared/cli/stop';
import { variableOfService } from '#wsk/deploy/addresses-from-environment';
import { openDataFolder } from './data.ts';
import { openFrontDoorSocket } from './front-door-socket.ts';
import { freePort, isFree, openPort } from './ports.ts';
import { startService } from './service.ts';
import { settleAll } from './settle-all.ts';
import { startAsWhole } from './start-signal.ts';
import type { SupervisedProcess } from './supervise.ts';
import { createTraceLog } from './trace-log.ts';

/**
 * Runs the processes of the serverless form of an application whose actions are deployed, until the command is told to stop. A process
 * whose address is in `<SERVICE>_URL`, because actions call it, listens on that port. Prints where the application is.
 */
export async function serve(app: App, addresses: Addresses, progress: Progress): Promise<void> {
  const lacking = componentsOf(app, 'serverless')
    .map((name) => urlVariables[name])
    .filter((name) => !process.env[name]);
  if (lacking.length > 0) throw new Failure(`Not set: ${lacking.join(', ')}; the processes need them.`, 2);
  const data = openDataFolder(undefined);
  const started: SupervisedProcess[] = [];
  const giveUp = new AbortController();
  const signal = AbortSignal.any([stopSignal, giveUp.signal]);
  const door = await openPort(
    { chosen: undefined, first: 8080, purpose: `${app.title}, serverless form` },
    openFrontDoorSocket,
  );
  try {
    await startAsWhole(signal, async () => {
      const ports = await portsOf(app, door.port);
      const all = reaching(addresses, ports);
      await settleAll(
        processesOf(app, 'serverless').map(async (each) => {
          const running = await startService({
            app,
            form: 'serverless',
            process: each,
            port: ports.get(each.name) ?? 0,
            door: each.name === gatewayIn(app, 'serverless') ? door : undefined,
            addresses: all,
            environment: {},
            traces: createTraceLog(),
            logFolder: join(data.path, 'logs'),
            progress,
            onFatal: (why) => giveUp.abort(new Failure(`Stopped: ${why}.`)),
          });
          started.push(running);
        }),
      );
    });
    process.stdout.write(`${app.title} is at http://127.0.0.1:${door.port}. Ctrl-C stops its processes.\n`);
    await untilAborted(new Promise<never>(() => undefined), signal);
  } catch (error) {
    if (error !== stopSignal.reason) throw error;
  } finally {
    await Promise.all(started.map((each) => each.stop()));
    await door.close();
    data.release();
  }
  process.stdout.write(
    `The processes are stopped. The actions stay until npm run deploy -- ${app.name} --delete removes them.\n`,
  );
}

/** The ports of the processes: of the front door, in their variables, and free ones. */
async function portsOf(app: App, doorPort: number): Promise<Map<string, number>> {
  const gateway = gatewayIn(app, 'serverless');
  const ports = new Map<string, number>();
  for (const { name } of processesOf(app, 'serverless')) {
    const given = process.env[variableOfService(name)];
    const named = given === undefined ? 0 : Number(new URL(given).port);
    if (name !== gateway && named !== 0 && !(await isFree(named)))
      throw new Failure(
        `Port ${named} of ${variableOfService(name)} is taken: end what listens there, such as another --serve, or name another port.`,
        2,
      );
    ports.set(name, name === gateway ? doorPort : named || (await freePort()));
  }
  return ports;
}

/** The addresses as the processes reach each other, on this machine. */
const reaching = (addresses: Addresses, ports: Map<string, number>): Addresses => ({
  ...addresses,
  service(name) {
    const port = ports.get(name);
    return port === undefined ? addresses.service(name) : `http://127.0.0.1:${port}`;
  },
});
