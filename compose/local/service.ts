import { join } from 'node:path';
import type { Addresses, Form } from '#shared/app/addresses';
import type { App, ServiceSpec } from '#shared/app/define-app';
import { serviceEnvironment } from '#shared/app/environment';
import type { Progress } from '#shared/cli/progress';
import { accepts } from './ports.ts';
import { type Running, startProcess } from './process.ts';
import { type Supervised, supervise } from './supervise.ts';
import { fileLog, type TraceLog } from './trace-log.ts';

const root = join(import.meta.dirname, '..', '..');

/** Where a service of one form runs and where its lines go. */
export interface ServicePlace {
  app: App;
  form: Form;
  name: string;
  port: number;
  addresses: Addresses;
  /** Further variables, such as the address of the other form's shop. */
  environment: Record<string, string>;
  traces: TraceLog;
  logFolder: string;
  progress: Progress;
  onFatal: (reason: string) => void;
}

/** Starts a service as a process of its own, which is started again when it crashes. */
export function startService(place: ServicePlace): Promise<Supervised> {
  const { app, name, form, port, progress } = place;
  const spec = app.services[name];
  if (spec === undefined) throw new Error(`${app.name} has no service ${name}`);
  const keep = fileLog(join(place.logFolder, form, `${name}.log`));
  const title = `${app.name}/${name} (${form})`;

  const launch = (): Promise<Running> => {
    let hasLogged = false;
    return startProcess({
      name: title,
      command: process.execPath,
      args: [join(root, 'apps', app.name, name, entryOf(spec, form))],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        ...serviceEnvironment(app, name, spec, place.addresses),
        ...(spec.port === undefined ? {} : { [spec.port]: `${port}` }),
        ...place.environment,
      },
      stopWithinMs: 3000,
      onLine: (line) => {
        hasLogged = true;
        keep(line);
        place.traces.add(line);
      },
      // A service without a port says in its log that it has begun.
      ready: async () => {
        if (spec.port !== undefined) return accepts(port);
        if (!hasLogged) throw new Error('nothing said yet');
      },
    });
  };
  return supervise(title, launch, progress.line, place.onFatal);
}

const entryOf = ({ staysProcess = 'microservice.ts' }: ServiceSpec, form: Form): string =>
  form === 'microservice' ? 'microservice.ts' : staysProcess;
