/**
 * Calls `stop` once when this process is asked to end: by Ctrl-C, a signal, or because the process that started it
 * is gone. Terminal and npm may both send the same signal, so later ones count only when they come a second later;
 * a third one ends the process at once.
 */
export function onStop(stop: () => void): void {
  let asked = 0;
  let last = 0;
  const ask = (): void => {
    if (asked > 0 && performance.now() - last < 1000) return;
    last = performance.now();
    asked += 1;
    if (asked === 1) stop();
    else if (asked === 2) process.stderr.write('Still stopping; once more ends it at once.\n');
    else process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  if (process.connected) process.once('disconnect', ask);
  // Nobody may be left to read.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** At the end of a run: lets go of the process that started this one, which would otherwise keep this one alive. */
export function letGo(): void {
  process.removeAllListeners('disconnect');
  process.disconnect?.();
}
