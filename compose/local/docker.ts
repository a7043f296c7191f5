import { join } from 'node:path';
import { downAll, upMany } from 'docker-compose';
import type { ComponentName } from '#shared/app/addresses';
import { missing } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { componentOf, type StartedComponent } from './components/components.ts';
import { run } from './install/command.ts';
import { freePort } from './ports.ts';
import { startSignal } from './start-signal.ts';

/** Components in containers, which are started and stopped together. */
export interface Containers {
  components: StartedComponent[];
  stop(): Promise<void>;
}

const folder = join(import.meta.dirname, '..');

/** Starts components of `compose/components.yaml` on free ports of this machine. Throws a failure when no Docker engine responds. */
export async function startContainers(names: ComponentName[], progress: Progress): Promise<Containers> {
  const engine = await run('docker', ['version', '--format', '{{.Server.Version}}']);
  if (!engine.ok) {
    throw missing(
      `No Docker engine responds (${engine.output.trim().split('\n').at(-1)}).\nStart one, or leave out --docker to run the components as processes.`,
    );
  }
  const ports = new Map<ComponentName, number>();
  for (const name of names) ports.set(name, await freePort());
  const env = { ...process.env };
  for (const [name, port] of ports) env[`${name.toUpperCase()}_PORT`] = `${port}`;
  const composeOptions = ['--project-name', `diptych-${process.pid}`];
  const options = { cwd: folder, config: 'components.yaml', composeOptions, env };
  const stop = async (): Promise<void> => {
    await downAll({ ...options, commandOptions: ['--volumes'] });
  };
  try {
    await progress.step(`Starting ${names.join(', ')} in containers`, () =>
      untilAborted(upMany(names, { ...options, commandOptions: ['--wait'] }), startSignal()),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  const components = names.map((name): StartedComponent => {
    const { title, url } = componentOf(name);
    return {
      name,
      url: url(ports.get(name) ?? 0),
      server: `${title}, in a container`,
      processes: [],
      ready: Promise.resolve(),
    };
  });
  return { components, stop };
}
