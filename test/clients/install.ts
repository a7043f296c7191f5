import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '#compose/local/install/cache';
import { type CommandResult, run } from '#compose/local/install/command';

/** A folder with clients, or the reason why they are missing. */
export type Installed = { folder: string } | { skip: string };

/** Installs the clients in Python and what they import from PyPI, once a machine; the folder is for PYTHONPATH, its `bin` for PATH. */
export function installPythonClients(): Promise<Installed> {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  return installOnce('pip', `overleaf-clients-${hash}`, 'the clients in Python', (folder) =>
    run('python3', [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'],
      ...['--target', folder, '--requirement', requirements],
    ]),
  );
}

/** Installs the load generator of the paper with what it imports from PyPI, once a machine. */
export function installLocust(): Promise<Installed> {
  const name = 'locust==2.47.0';
  return installOnce('pip', name.replace('==', '-'), name, (folder) =>
    run('python3', [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--target',
      folder,
      name,
    ]),
  );
}

/** Installs the socket client of 2014, of which the original's pages are made, from npm, without running what its packages want to build. */
export function installSocketIoClient(): Promise<Installed> {
  const name = 'socket.io-client@0.9.17';
  return installOnce('npm', name, name, (folder) => {
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
    return run('npm', [
      ...['install', '--silent', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'],
      name,
    ]);
  });
}

async function installOnce(
  kind: string,
  name: string,
  what: string,
  install: (folder: string) => Promise<CommandResult>,
): Promise<Installed> {
  const folder = join(cacheFolder(kind), name);
  if (existsSync(folder)) return { folder };
  const unfinished = cacheFolder(kind, `${name}.${process.pid}`);
  const { ok, output } = await install(unfinished);
  if (ok && !existsSync(folder)) renameSync(unfinished, folder);
  else rmSync(unfinished, { recursive: true, force: true });
  const lastLine = output.trim().split('\n').at(-1);
  return ok ? { folder } : { skip: `${what} cannot be installed here: ${lastLine}` };
}
