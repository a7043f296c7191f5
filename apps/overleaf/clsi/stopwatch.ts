/** Starts to measure. Each call returns the milliseconds since the last one; `total` those since the start. */
export function stopwatch() {
  const start = performance.now();
  let last = start;
  const lap = (): number => {
    const now = performance.now();
    const passed = Math.round(now - last);
    last = now;
    return passed;
  };
  return Object.assign(lap, { total: () => Math.round(performance.now() - start) });
}
