import { accepts } from '../ports.ts';
import type { Component } from './component.ts';

/** Redis, each write in its append-only file before it is answered, so that only a power cut loses one. */
export const redis: Component = {
  name: 'redis',
  title: 'Redis',
  programs: [{ command: 'redis-server', debian: 'redis-server' }],
  url: (port) => `redis://127.0.0.1:${port}`,
  commands: async ({ port, folder, program }) => [
    {
      name: 'Redis',
      command: program('redis-server'),
      args: [
        '--bind',
        '127.0.0.1',
        '--port',
        `${port}`,
        '--dir',
        folder,
        '--save',
        '',
        '--appendonly',
        'yes',
      ],
      ready: () => accepts(port),
    },
  ],
};
