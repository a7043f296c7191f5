import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { Failure } from '#shared/cli/failure';
import { run } from '../install/command.ts';
import { programEnvironment } from '../install/find.ts';
import type { Component } from './component.ts';

const folders = [18, 17, 16, 15, 14, 13].map((version) => `/usr/lib/postgresql/${version}/bin`);

/**
 * PostgreSQL. Its superuser `postgres` has no password; only this machine can reach the server. Committed transactions survive a kill
 * but not a power failure.
 */
export const postgresql: Component = {
  name: 'postgresql',
  title: 'PostgreSQL',
  programs: [
    { command: 'postgres', debian: 'postgresql', folders },
    { command: 'initdb', debian: 'postgresql', folders },
  ],
  url: (port) => `postgresql://postgres@127.0.0.1:${port}`,
  commands: async ({ port, folder, program }) => {
    const user = await ordinaryUser(folder);
    const data = join(folder, 'data');
    if (!existsSync(data)) {
      // Under another name until it is complete, so that no half-made folder is used after a stop.
      const unfinished = `${data}.unfinished`;
      rmSync(unfinished, { recursive: true, force: true });
      const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
      const [command = '', ...args] = [...user, program('initdb'), '-D', unfinished, ...options];
      const { ok, output } = await run(command, args, { ...programEnvironment(), LC_ALL: 'C.UTF-8' });
      if (!ok) throw new Failure(`PostgreSQL cannot create its data folder ${data}:\n${output.slice(-600)}`);
      renameSync(unfinished, data);
    }
    const settings = {
      max_connections: 200,
      shared_buffers: '32MB',
      wal_level: 'minimal',
      max_wal_senders: 0,
      full_page_writes: 'off',
    };
    const [command = '', ...args] = [
      ...user,
      program('postgres'),
      ...['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder, '-F'],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    // SIGINT stops the server cleanly at once; after SIGTERM it would wait for its clients.
    const ready = () => connectOnce(port);
    return [{ name: 'PostgreSQL', command, args, port, stopSignal: 'SIGINT', ready }];
  },
};

// The server accepts connections before it can authenticate them.
async function connectOnce(port: number): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', connectionTimeoutMillis: 1000 });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}

/** The prefix of a command that runs it as another user than root, because PostgreSQL refuses to run as root. */
async function ordinaryUser(folder: string): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  const name = (await run('id', ['-u', 'postgres'])).ok ? 'postgres' : 'nobody';
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).output)),
  );
  if (!uid || !gid)
    throw new Failure(`PostgreSQL does not run as root, and this system has no user ${name}.`);
  mkdirSync(folder, { recursive: true });
  chownSync(folder, uid, gid);
  // The server's user needs access to the parent folder, which otherwise only its owner may enter.
  const parent = dirname(folder);
  if ((statSync(parent).mode & 0o001) === 0) {
    chownSync(parent, 0, gid);
    chmodSync(parent, 0o710);
  }
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--pdeathsig', 'INT', '--'];
}
