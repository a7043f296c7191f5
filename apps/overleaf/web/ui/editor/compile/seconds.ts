/** Milliseconds as seconds. */
export const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
