import type { Activation } from './types.ts';

/** Activations of one request, the oldest first; one that belongs to no request is alone. */
export interface Request {
  /** The trace, or the id of the only activation. */
  key: string;
  activations: [Activation, ...Activation[]];
}

/**
 * Puts activations together that have worked on the same request, the newest request first. With `isTogether` false each is alone, for
 * somebody who looks for those of one action.
 */
export function requestsOf(activations: readonly Activation[], isTogether = true): Request[] {
  const requests = new Map<string, Request>();
  for (const each of [...activations].sort((a, b) => a.start - b.start)) {
    const key = (isTogether ? each.trace : undefined) ?? each.id;
    const request = requests.get(key);
    if (request === undefined) requests.set(key, { key, activations: [each] });
    else request.activations.push(each);
  }
  return [...requests.values()].reverse();
}

/** The milliseconds of all activations together. A caller that waits for another activation counts as long as it waits. */
export const durationOf = ({ activations }: Request): number =>
  activations.reduce((sum, { ms = 0 }) => sum + ms, 0);

/** `success`, or what some of the activations are instead. */
export function statusOf({ activations }: Request): string {
  const others = activations.map(({ status = 'running' }) => status).filter((each) => each !== 'success');
  return others[0] ?? 'success';
}
