/** Milliseconds before the platform's limit at which an answer is due; a quarter of the time if that is less. */
const marginMs = 200;
/** Milliseconds between two looks at the clock. */
const everyMs = 20;

interface Due {
  at: number;
  expired: () => void;
}

const pending = new Set<Due>();
let timer: NodeJS.Timeout | undefined;

/**
 * When an answer of the activation that has just begun is due, in milliseconds since 1970; undefined where no platform
 * sets a limit. To be asked at once: with several activations in one instance the variable is soon another one's.
 */
export function dueTime(): number | undefined {
  const deadline = process.env.__OW_DEADLINE;
  if (deadline === undefined) return undefined;
  const at = Number(deadline);
  return at - Math.min(marginMs, (at - Date.now()) / 4);
}

/** Calls `expired` at a time, unless the returned function is called before. */
export function expire(at: number, expired: () => void): () => void {
  const due = { at, expired };
  pending.add(due);
  // One timer for all: one for each request would cost more than the rest of the glue.
  timer ??= setInterval(look, everyMs);
  return () => void pending.delete(due);
}

function look(): void {
  if (pending.size === 0) {
    clearInterval(timer);
    timer = undefined;
    return;
  }
  const now = Date.now();
  for (const due of pending) {
    if (due.at > now) continue;
    pending.delete(due);
    due.expired();
  }
}
