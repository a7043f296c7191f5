import { styleText } from 'node:util';

/** Tells a person what happens: one plain line at a time, on standard error, with the seconds since the start. */
export interface Progress {
  line(text: string): void;
  /** Says that something begins and, when it is done, how long it took; every few seconds that it still goes on. */
  step<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

const stillEveryMs = 5000;

/** Progress as lines of text, each with the time since now. */
export function createProgress(
  write: (text: string) => void = (text) => process.stderr.write(text),
): Progress {
  const start = performance.now();
  const line = (text: string): void => {
    const at = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
    write(`${styleText('dim', `${at} s`)}  ${text}\n`);
  };
  return {
    line,
    async step(name, work) {
      const from = performance.now();
      const seconds = () => ((performance.now() - from) / 1000).toFixed(1);
      const still = setInterval(() => line(`${name} … (${seconds()} s so far)`), stillEveryMs);
      try {
        const result = await work();
        line(`${name}: done in ${seconds()} s`);
        return result;
      } finally {
        clearInterval(still);
      }
    },
  };
}
