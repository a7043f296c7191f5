import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '#shared/cli/failure';
import { run } from '../install/command.ts';
import { programEnvironment, unpackedRoot } from '../install/find.ts';
import type { Component } from './component.ts';

const memoryOptions = ['--innodb-buffer-pool-size=32M', '--innodb-log-file-size=8M', '--skip-name-resolve'];

/** MariaDB, which implements MySQL's protocol. Its root account has no password; only this machine can reach the server. */
export const mysql: Component = {
  name: 'mysql',
  title: 'MySQL',
  programs: [
    { command: 'mariadbd', debian: 'mariadb-server' },
    { command: 'mariadb-install-db', debian: 'mariadb-server' },
  ],
  url: (port) => `mysql://root@127.0.0.1:${port}`,
  commands: async ({ port, folder, program }) => {
    const server = program('mariadbd');
    const data = join(folder, 'data');
    const common = ['--no-defaults', `--datadir=${data}`, `--tmpdir=${folder}`, ...memoryOptions];
    if (process.getuid?.() === 0) common.push('--user=root');
    if (server.startsWith(unpackedRoot())) common.push(`--basedir=${join(unpackedRoot(), 'usr')}`);
    if (!existsSync(data)) {
      // Under another name until it is complete, so that no half-made folder is used after a stop.
      const unfinished = `${data}.unfinished`;
      rmSync(unfinished, { recursive: true, force: true });
      // With --force, the name of this machine need not be in a name service.
      const options = ['--auth-root-authentication-method=normal', '--skip-test-db', '--force'];
      const args = [...common, ...options, `--datadir=${unfinished}`];
      const { ok, output } = await run(program('mariadb-install-db'), args, programEnvironment());
      if (!ok) throw new Failure(`MariaDB cannot create its data folder ${data}:\n${errorsIn(output)}`);
      renameSync(unfinished, data);
    }
    const args = [
      ...common,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      `--socket=${join(folder, 's.sock')}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--performance-schema=OFF',
      '--skip-log-bin',
    ];
    if (server.startsWith(unpackedRoot())) {
      args.push(`--plugin-dir=${join(unpackedRoot(), 'usr/lib/mysql/plugin')}`);
    }
    return [{ name: 'MySQL (MariaDB)', command: server, args, port }];
  },
};

/** The lines that say what went wrong; the program prints pages of advice after them. */
function errorsIn(output: string): string {
  const errors = output.split('\n').filter((line) => /error|fatal|cannot|killed/i.test(line));
  return (errors.length > 0 ? errors : output.split('\n')).slice(0, 8).join('\n');
}
