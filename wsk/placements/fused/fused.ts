import type { Outgoing, RawAnswer } from '#shared/http/exchange';

/** Calls an action of the same archive; undefined when the call has to go through the platform, and has not been made. */
export type FusedCall = (target: string, outgoing: Outgoing) => Promise<RawAnswer | undefined>;

/** The way to the action that a path of OpenWhisk leads to, if it is fused with the calling one. */
export type FindFused = (target: string) => FusedCall | undefined;

const key = Symbol.for('diptych.fused');
const place = globalThis as { [key]?: FindFused };

/** Makes the actions of an archive known to the code of all of them. */
export function provideFused(find: FindFused): void {
  place[key] = find;
}

/** How to call, in this process, the action that a path of OpenWhisk leads to; undefined when it is elsewhere. */
export const fusedAction: FindFused = (target) => place[key]?.(target);
