import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stack } from '#compose/local/stack';
import type { SupervisedProcess } from '#compose/local/supervise';
import { isStopped } from './is-stopped.ts';

/** What can be controlled: the processes of components, of services and of the platform. */
export type Controlled = Pick<Stack, 'components' | 'deployments' | 'platforms'>;

/** Lets test files in other processes stop, start and crash parts of a deployment. */
export interface ControlServer {
  /** The variables with which `control.ts` finds it. */
  env: Record<string, string>;
  close(): void;
}

/**
 * Serves `POST /component/NAME/VERB` and `POST /service/APP/FORM/NAME/VERB`; verbs are stop, start, crash, freeze and thaw.
 * `find` says what runs now. Resolves when it listens on a free port of this machine.
 */
export async function startControl(find: () => Controlled): Promise<ControlServer> {
  const token = randomUUID();
  const server = createServer((request, response) => {
    const end = (status: number, text: string) => response.writeHead(status).end(text);
    if (request.headers.authorization !== `Bearer ${token}`) return end(403, 'the token is missing');
    const [kind, ...rest] = (request.url ?? '').slice(1).split('/');
    const verb = rest.pop();
    const processes =
      kind === 'component' ? componentProcesses(find(), rest) : serviceProcesses(find(), rest);
    if (processes.length === 0) return end(404, `nothing is named ${request.url}`);
    act(processes, verb).then(
      () => end(200, 'done'),
      (error: unknown) => end(500, String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: { TEST_CONTROL_URL: `http://127.0.0.1:${port}`, TEST_CONTROL_TOKEN: token },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const componentProcesses = (
  { components, platforms }: Controlled,
  [name = '']: string[],
): SupervisedProcess[] => {
  if (name === 'openwhisk') return platforms.flatMap(({ processes }) => processes);
  return Object.values(components).find((component) => component.name === name)?.processes ?? [];
};

const serviceProcesses = (
  { deployments }: Controlled,
  [app, form, name = '']: string[],
): SupervisedProcess[] => {
  const deployment = deployments.find((each) => each.app.name === app && each.form === form);
  const process = deployment?.processes[name];
  return process === undefined ? [] : [process];
};

async function act(processes: SupervisedProcess[], verb: string | undefined): Promise<void> {
  if (verb === 'start') for (const one of processes) await one.start();
  else if (verb === 'stop') for (const one of [...processes].reverse()) await one.stop();
  else if (verb === 'crash') processes.at(-1)?.crash();
  else if (verb === 'freeze') for (const { pid } of processes) await freeze(pid());
  else if (verb === 'thaw') for (const { pid } of processes) process.kill(pid(), 'SIGCONT');
  else throw new Error(`${verb}: must be start, stop, crash, freeze or thaw`);
}

/** Suspends a process; resolves when none of its threads runs any more, which a signal alone does not promise. */
async function freeze(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  while (!isStopped(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
}
