import { styleText } from 'node:util';

/** Prints the progress of a command on standard error: one line for each event, with the seconds since the start. */
export interface Progress {
  line(text: string): void;
  /**
   * Runs `work`, prints a line every few seconds while it runs, and at its end how long it took. What `work` reports, for example the
   * bytes received so far, is in the next of these lines.
   */
  step<Result>(name: string, work: (report: (state: string) => void) => Promise<Result>): Promise<Result>;
}

const reminderMs = 5000;

/** Creates a progress whose seconds count from this call. */
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
      let state = '';
      const reminder = setInterval(() => line(`${name} … ${state}(${seconds()} s so far)`), reminderMs);
      try {
        const result = await work((text) => {
          state = `${text} `;
        });
        line(`${name}: done in ${seconds()} s`);
        return result;
      } finally {
        clearInterval(reminder);
      }
    },
  };
}
