import { existsSync, renameSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { IDockerComposeOptions } from 'docker-compose';
import { missing } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { cacheFolder } from '../install/cache.ts';
import { run } from '../install/command.ts';

/** The version that is built where there is none: the last one with the API of Debian's engine. */
const version = 'v2.32.4';

/** How the package `docker-compose` calls Compose. */
export type ComposeProgram = Pick<IDockerComposeOptions, 'executable'> & { env: NodeJS.ProcessEnv };

/**
 * Finds a Docker engine that responds, and Compose 2: the plugin of the Docker client, or one that was built before from its Go module, or
 * builds it, which takes about ten minutes. Throws a failure with the remedy.
 */
export async function findCompose(progress: Progress): Promise<ComposeProgram> {
  const engine = await run('docker', ['version', '--format', '{{.Server.Version}}']);
  if (!engine.ok)
    throw missing(
      `No Docker engine responds (${lastLine(engine.output)}).\nStart one, name one in DOCKER_HOST, or leave out --docker to run everything as processes.`,
    );
  const plugin = await run('docker', ['compose', 'version', '--short']);
  if (plugin.ok) return { env: process.env };
  const folder = cacheFolder('go', `compose-${version}`);
  const program = join(folder, 'docker-compose');
  if (!existsSync(program))
    await progress.step('Building Docker Compose from its Go module, which takes about ten minutes', () =>
      build(folder, program),
    );
  const path = [folder, process.env.PATH ?? ''].join(delimiter);
  return { executable: { standalone: true }, env: { ...process.env, PATH: path } };
}

async function build(folder: string, program: string): Promise<void> {
  const { ok, output } = await run(
    'go',
    ['install', '-trimpath', `github.com/docker/compose/v2/cmd@${version}`],
    {
      GOBIN: folder,
      GOPATH: cacheFolder('go', 'path'),
    },
  );
  if (!ok)
    throw missing(
      `The Docker client has no plugin for Compose, and it cannot be built with Go here: ${lastLine(output)}.\nInstall the package docker-compose-plugin of Docker, or docker-compose of Debian 13.`,
    );
  renameSync(join(folder, 'cmd'), program);
}

const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';
