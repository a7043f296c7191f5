import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from './component.ts';

/**
 * RabbitMQ with its own instance of Erlang's name service (epmd), which otherwise would keep running. With RUNNING_UNDER_SYSTEMD the
 * start script replaces itself by the server, so that our signals reach the server.
 */
export const rabbitmq: Component = {
  name: 'rabbitmq',
  title: 'RabbitMQ',
  programs: [
    { command: 'rabbitmq-server', debian: 'rabbitmq-server', folders: ['/usr/lib/rabbitmq/bin'] },
    { command: 'epmd', debian: 'erlang-base' },
  ],
  url: (port) => `amqp://127.0.0.1:${port}`,
  commands: async ({ port, folder, program, freePort }) => {
    const [names, distribution] = [await freePort(), await freePort()];
    mkdirSync(folder, { recursive: true });
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const env = {
      HOME: folder,
      ERL_EPMD_PORT: `${names}`,
      ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_NODENAME: 'diptych@localhost',
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_NODE_PORT: `${port}`,
      RABBITMQ_DIST_PORT: `${distribution}`,
      RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_ENABLED_PLUGINS_FILE: file('enabled_plugins', '[].'),
      RABBITMQ_CONFIG_FILE: file('rabbitmq.conf', config(port)).replace(/\.conf$/, ''),
      RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
      RABBITMQ_CONF_ENV_FILE: file('env.conf', ''),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +A 4',
      ERL_CRASH_DUMP: '/dev/null',
      RUNNING_UNDER_SYSTEMD: '1',
    };
    const epmd = ['-port', `${names}`, '-address', '127.0.0.1'];
    return [
      { name: 'RabbitMQ (epmd)', command: program('epmd'), args: epmd, port: names },
      {
        name: 'RabbitMQ',
        command: serverScript(program('rabbitmq-server')),
        args: [],
        env,
        port,
      },
    ];
  },
};

const config = (port: number): string =>
  `listeners.tcp.1 = 127.0.0.1:${port}\nlog.console = true\nlog.console.level = warning\nlog.file = false\n`;

/** Debian's wrapper in /usr/sbin requires the user rabbitmq; the script that it calls does not. */
function serverScript(path: string): string {
  const script = path.replace(/\/sbin\/rabbitmq-server$/, '/lib/rabbitmq/bin/rabbitmq-server');
  return existsSync(script) ? script : path;
}
