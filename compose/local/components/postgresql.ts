import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { Failure } from '#shared/cli/failure';
import { run } from '../install/command.ts';
import { programEnvironment } from '../install/find.ts';
import type { Component } from './component.ts';

const folders = [18, 17, 16, 15, 14, 13].map((version) => `/usr/lib/postgresql/${version}/bin`);

/**
 * PostgreSQL. Its superuser `postgres` needs no password and is reachable from this machine only. What was committed
 * survives a kill, not a power cut.
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
    if (!existsSync(join(data, 'PG_VERSION'))) {
      const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
      const [command = '', ...args] = [...user, program('initdb'), '-D', data, ...options];
      const { ok, output } = await run(command, args, { ...programEnvironment(), LC_ALL: 'C.UTF-8' });
      if (!ok) throw new Failure(`PostgreSQL cannot make its data folder ${data}:\n${output.slice(-600)}`);
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
    // INT ends it at once and cleanly; after TERM it would wait for its clients.
    return [{ name: 'PostgreSQL', command, args, stopSignal: 'SIGINT', ready: () => answers(port) }];
  },
};

// It accepts connections before it answers them.
async function answers(port: number): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', connectionTimeoutMillis: 1000 });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}

/** What to put before a command: PostgreSQL refuses to run as root, who therefore runs it as somebody else. */
async function ordinaryUser(folder: string): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  const name = (await run('id', ['-u', 'postgres'])).ok ? 'postgres' : 'nobody';
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).output)),
  );
  if (!uid || !gid)
    throw new Failure(`PostgreSQL does not run as root, and there is no user ${name} to run it as.`);
  mkdirSync(folder, { recursive: true });
  chownSync(folder, uid, gid);
  // Only this user gets through the folder of the run, which is otherwise its owner's alone.
  const parent = dirname(folder);
  if ((statSync(parent).mode & 0o001) === 0) {
    chownSync(parent, 0, gid);
    chmodSync(parent, 0o710);
  }
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--pdeathsig', 'INT', '--'];
}
