import type { Component } from './component.ts';

/**
 * Redis with an append-only file, to which each write is appended before the reply, so that only a power failure can lose one. When the
 * file reaches the disk is left to the system: where Redis sees to that once a second, it replies before it appends while the disk is busy.
 */
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
        '--appendfsync',
        'no',
      ],
      port,
    },
  ],
};
