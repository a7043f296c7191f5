import { currentTrace } from './context.ts';
import { timing } from './timing.ts';

/** What a service has spent on a request, in milliseconds. */
export interface ServerTiming {
  /** On connections to data stores. */
  init: number;
  compute: number;
  store: number;
}

/** The header `Server-Timing` of a response: what the service has spent on the request so far. */
export function serverTiming(): string {
  const trace = currentTrace();
  if (trace === undefined) return '';
  const { init, compute, store } = timing(trace, trace.from);
  return Object.entries({ init, compute, store })
    .map(([name, ms]) => `${name};dur=${ms}`)
    .join(', ');
}

/** Reads that header; what it does not say is 0. */
export function readServerTiming(header: unknown): ServerTiming {
  const said = new Map(
    [...String(header ?? '').matchAll(/(\w+);dur=([\d.]+)/g)].map(([, name, ms]) => [name, Number(ms)]),
  );
  const of = (name: string): number => said.get(name) ?? 0;
  return { init: of('init'), compute: of('compute'), store: of('store') };
}
