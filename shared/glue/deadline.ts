/**
 * The time before the platform's limit at which an answer is due, in milliseconds: it grows with the limit, because an action that
 * works for long may have a processor that has much to do.
 */
const marginOf = (leftMs: number): number => Math.min(Math.max(200, 0.03 * leftMs), 2000, leftMs / 4);
/** Milliseconds between two looks at the clock. */
const everyMs = 20;

/** What is due, in a ring: a set would live long and make the garbage collector look at every request. */
export interface Due {
  at: number;
  expired: () => void;
  before: Due;
  after: Due;
}
class Ring implements Due {
  readonly at = Number.POSITIVE_INFINITY;
  readonly expired = (): void => {};
  before: Due = this;
  after: Due = this;
}

const ring = new Ring();
let timer: NodeJS.Timeout | undefined;

/**
 * When an answer of the activation that has just begun is due, in milliseconds since 1970; undefined where no platform
 * sets a limit. To be asked at once: with several activations in one instance the variable is soon another one's.
 */
export function dueTime(): number | undefined {
  const deadline = process.env.__OW_DEADLINE;
  if (deadline === undefined) return undefined;
  const at = Number(deadline);
  return at - marginOf(at - Date.now());
}

/** Calls `expired` at a time, unless what is returned is given to `forget` before. */
export function expire(at: number, expired: () => void): Due {
  const due: Due = { at, expired, before: ring.before, after: ring };
  due.before.after = due;
  ring.before = due;
  // One timer for all: one for each request would cost more than the rest of the glue.
  timer ??= setInterval(look, everyMs);
  return due;
}

/** Lets a time pass without consequence. */
export function forget(due: Due): void {
  due.before.after = due.after;
  due.after.before = due.before;
  // What is out must not keep its neighbours alive.
  due.before = due.after = due;
}

function look(): void {
  if (ring.after === ring) {
    clearInterval(timer);
    timer = undefined;
    return;
  }
  const now = Date.now();
  let next: Due;
  for (let due = ring.after; due !== ring; due = next) {
    next = due.after;
    if (due.at > now) continue;
    forget(due);
    due.expired();
  }
}
