/**
 * Calls `stop` once when this process is asked to end: by Ctrl-C, by a signal, or because its parent process has ended. A terminal
 * and npm may both send the same signal, so a request within a second of the previous one is ignored. The second request prints
 * a line, and the third ends the process at once.
 */
export function onStop(stop: () => void): void {
  let requests = 0;
  let lastRequest = 0;
  const request = (): void => {
    if (requests > 0 && performance.now() - lastRequest < 1000) return;
    lastRequest = performance.now();
    requests += 1;
    if (requests === 1) stop();
    else if (requests === 2) process.stderr.write('Still stopping; press Ctrl-C again to end at once.\n');
    else process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request);
  if (process.connected) process.once('disconnect', request);
  // When the parent has ended, a write to its pipes fails; that must not end this process before it has cleaned up.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Closes the IPC channel to the parent process at the end of a run; an open channel would keep this process running. */
export function disconnectFromParent(): void {
  process.removeAllListeners('disconnect');
  process.disconnect?.();
}
