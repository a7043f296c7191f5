import type { Component } from './component.ts';

/** Memcached over TCP, with at most 64 MB of data. */
export const memcached: Component = {
  name: 'memcached',
  title: 'Memcached',
  programs: [{ command: 'memcached', debian: 'memcached' }],
  url: (port) => `memcached://127.0.0.1:${port}`,
  commands: async ({ port, program }) => {
    const args = ['-l', '127.0.0.1', '-p', `${port}`, '-U', '0', '-m', '64', '-t', '2'];
    // Memcached runs as root only with an explicit user.
    if (process.getuid?.() === 0) args.push('-u', 'root');
    return [{ name: 'Memcached', command: program('memcached'), args, port }];
  },
};
