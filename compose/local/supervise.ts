import type { RunningProcess } from './process.ts';

/** A process that is restarted when it ends by itself. */
export interface SupervisedProcess {
  name: string;
  pid(): number;
  /** Kills the process, which is then restarted as after a crash. */
  crash(): void;
  /** Stops the process; it stays stopped until `start` is called. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A process that ends within this time after its start has failed to start, and a few such failures in a row are fatal. */
const earlyExitMs = 5000;
const maxFailures = 3;

/**
 * Starts a process and restarts it whenever it ends by itself. Logs each end and each restart in one line. Calls `onFatal` once, when
 * the process has ended early three times in a row or when a restart fails.
 */
export async function supervise(
  name: string,
  launch: () => Promise<RunningProcess>,
  log: (line: string) => void,
  onFatal: (reason: string) => void,
): Promise<SupervisedProcess> {
  let running: RunningProcess | undefined;
  let failures = 0;
  let restarting: Promise<void> | undefined;

  async function start(): Promise<void> {
    const started = await launch();
    running = started;
    const from = performance.now();
    void started.ended.then((how) => {
      if (running === started) restarting = restart(how, performance.now() - from);
    });
  }

  async function restart(how: string, livedMs: number): Promise<void> {
    running = undefined;
    failures = livedMs < earlyExitMs ? failures + 1 : 1;
    if (failures >= maxFailures) return onFatal(`${name} ${how}, ${failures} times in a row`);
    log(`${name} ${how}; starting it again`);
    try {
      await start();
      log(`${name} runs again`);
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
      // What crashed before may be about to run again.
      await restarting;
      const last = running;
      running = undefined;
      await last?.stop();
    },
    start() {
      failures = 0;
      return start();
    },
  };
}
