import { join } from 'node:path';
import type { Addresses, Form } from '#shared/app/addresses';
import type { App, AppProcess } from '#shared/app/define-app';
import { serviceEnvironment } from '#shared/app/environment';
import type { Progress } from '#shared/cli/progress';
import { tracesTarget } from '#shared/observe/traces-setting';
import type { FrontDoorSocket } from './front-door-socket.ts';
import { type RunningProcess, startProcess } from './process.ts';
import { type SupervisedProcess, supervise } from './supervise.ts';
import { fileLog, logFile, type TraceLog } from './trace-log.ts';

const root = join(import.meta.dirname, '..', '..');
const exportSpans = join(root, 'shared', 'observe', 'export-spans.ts');

/** The options of `startService`. */
export interface ServiceOptions {
  app: App;
  form: Form;
  process: AppProcess;
  port: number;
  /** The socket on which a front door listens; other services open their port themselves. */
  door: FrontDoorSocket | undefined;
  addresses: Addresses;
  /** Additional environment variables, such as the address of the other form. */
  environment: Record<string, string>;
  traces: TraceLog;
  logFolder: string;
  progress: Progress;
  onFatal: (reason: string) => void;
}

/** Starts a service as a process that is restarted when it crashes. */
export function startService(options: ServiceOptions): Promise<SupervisedProcess> {
  const { app, form, port, door, progress } = options;
  const { name, service, entry, spec } = options.process;
  const writeLog = fileLog(logFile(options.logFolder, form, name));
  const title = `${app.name}/${name} (${form})`;

  const preload = tracesTarget(process.env) === undefined ? [] : ['--import', exportSpans];

  const launch = (): Promise<RunningProcess> => {
    let hasLogged = false;
    // A service without a port is ready when it prints its first line.
    const printedFirstLine = async (): Promise<void> => {
      if (!hasLogged) throw new Error('no line printed yet');
    };
    return startProcess({
      name: title,
      command: process.execPath,
      args: [...preload, join(root, 'apps', app.name, service, entry)],
      socket: door?.fd,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        ...serviceEnvironment(app, service, spec, options.addresses),
        ...(spec.port === undefined ? {} : { [spec.port]: `${port}` }),
        ...options.environment,
      },
      onLine: (line) => {
        hasLogged = true;
        writeLog(line);
        options.traces.add(line, name);
      },
      ready: spec.port === undefined ? printedFirstLine : 'told',
    });
  };
  return supervise(title, launch, progress.line, options.onFatal);
}
