import type { Running } from './process.ts';

/** A process that is started again when it ends by itself. */
export interface Supervised {
  name: string;
  pid(): number;
  /** Ends it at once, as a crash would; it then starts again. */
  crash(): void;
  /** Stops it and leaves it stopped until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Ends within this many milliseconds of the start count towards giving up. */
const soonMs = 5000;
const tries = 3;

/**
 * Keeps a process running. Each unwanted end and each new start is said in one line; after three ends soon after
 * the start `onFatal` is told, once.
 */
export async function supervise(
  name: string,
  launch: () => Promise<Running>,
  say: (line: string) => void,
  onFatal: (reason: string) => void,
): Promise<Supervised> {
  let running: Running | undefined;
  let failures = 0;

  async function start(): Promise<void> {
    const started = await launch();
    running = started;
    const from = performance.now();
    void started.ended.then((how) => {
      if (running === started) void again(how, performance.now() - from);
    });
  }

  async function again(how: string, livedMs: number): Promise<void> {
    running = undefined;
    failures = livedMs < soonMs ? failures + 1 : 1;
    if (failures >= tries) return onFatal(`${name} ${how}, ${failures} times in a row`);
    say(`${name} ${how}; starting it again`);
    try {
      await start();
      say(`${name} runs again`);
    } catch (error) {
      onFatal(error instanceof Error ? error.message : String(error));
    }
  }

  await start();
  return {
    name,
    pid: () => running?.pid ?? 0,
    crash: () => running?.kill('SIGKILL'),
    async stop() {
      const last = running;
      running = undefined;
      await last?.stop();
    },
    start,
  };
}
