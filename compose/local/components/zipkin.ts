import { join } from 'node:path';
import { java } from '../install/java.ts';
import type { Component } from './component.ts';

const source = join(import.meta.dirname, '..', 'zipkin');

/** Zipkin, which keeps the last spans in memory and shows the traces that they make. */
export const zipkin: Component = {
  name: 'zipkin',
  title: 'Zipkin',
  programs: [java],
  jars: { name: 'zipkin', source },
  url: (port) => `http://127.0.0.1:${port}`,
  commands: async ({ port, program, classPath }) => [
    {
      name: 'Zipkin',
      command: program('java'),
      args: [
        ...['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData'],
        ...['-jar', await classPath()],
        // QUERY_PORT would also choose the port, and listen on all addresses.
        `--armeria.ports[0].ip=127.0.0.1`,
        `--armeria.ports[0].port=${port}`,
        `--armeria.ports[0].protocols[0]=http`,
      ],
      env: { ...process.env, STORAGE_TYPE: 'mem', MEM_MAX_SPANS: '20000' },
      port,
    },
  ],
};
