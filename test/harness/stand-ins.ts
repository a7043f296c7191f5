import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { storesWith } from '#compose/generate/stores';
import { findCompose } from '#compose/local/docker/compose-program';
import { run } from '#compose/local/install/command';
import { installJars } from '#compose/local/install/jars';
import { Failure } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { installCleanDebians, nodeFolder, releases, treeOf } from './clean-debian.ts';

const root = join(import.meta.dirname, '..', '..');
const standIns = join(root, 'test', 'docker', 'stand-ins');
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** All images that our files build on or start. */
const images = [
  'node:24-alpine',
  'node:24-bookworm-slim',
  ...Object.values(storesWith(() => '')).map(({ image }) => image),
];

/** The stage of the stand-ins' Dockerfile that stands for an image: `kafka` for `apache/kafka:4.0.0`. */
const stageOf = (image: string): string => basename(image.replace(/:.*/, ''));

/** Why containers cannot run here; false when they can. */
export async function noDocker(): Promise<string | false> {
  const { ok } = await run('docker', ['version', '--format', '{{.Server.Version}}']);
  return !ok && 'no Docker engine responds';
}

/**
 * Gets the images that our compose files need: from their registry, or, for root on a machine that reaches none, stand-ins of Debian
 * packages under the same names, which it says.
 */
export async function installImages(progress: Progress): Promise<void> {
  if (await noDocker()) return;
  await findCompose(progress);
  const absent: string[] = [];
  for (const image of images) {
    if ((await run('docker', ['image', 'inspect', image])).ok) continue;
    const pulled = await progress.step(`Pulling ${image}`, () => run('docker', ['pull', '--quiet', image]));
    if (!pulled.ok) absent.push(image);
  }
  if (absent.length > 0) await buildStandIns(absent, progress);
}

async function buildStandIns(absent: string[], progress: Progress): Promise<void> {
  await installCleanDebians(progress);
  const context = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  try {
    await fillContext(context, progress);
    await progress.step('Making an image of Debian', () =>
      succeed('sh', ['-c', 'tar -C "$0" -c . | docker import - diptych-debian', treeOf(releases[12])]),
    );
    for (const image of absent)
      await progress.step(`Building a stand-in for ${image}, which no registry gives here`, () =>
        succeed('docker', ['build', '--target', stageOf(image), '--tag', image, context]),
      );
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

/** The programs that Debian does not have: Node, npm, and the jars of MongoDB's stand-in and of Kafka. */
async function fillContext(context: string, progress: Progress): Promise<void> {
  cpSync(standIns, context, { recursive: true });
  cpSync(certificates, join(context, 'certificates.crt'), { dereference: true });
  cpSync(process.execPath, join(context, 'node'));
  cpSync(join(nodeFolder(), 'node_modules', 'npm'), join(context, 'npm'), { recursive: true });
  for (const name of ['mongo', 'kafka']) {
    const source = join(root, 'compose', 'local', name);
    const folder = join(context, 'jars', name);
    mkdirSync(folder, { recursive: true });
    for (const jar of (await installJars(name, source, progress)).split(delimiter))
      cpSync(jar, join(folder, basename(jar)));
  }
  cpSync(join(root, 'compose', 'local', 'mongo', 'classes'), join(context, 'jars', 'mongo'), {
    recursive: true,
  });
}

async function succeed(command: string, args: string[]): Promise<void> {
  const { ok, output } = await run(command, args, { DOCKER_BUILDKIT: '0' });
  if (!ok)
    throw new Failure(`${command} ${args[0]} failed:\n${output.trim().split('\n').slice(-10).join('\n')}`);
}
