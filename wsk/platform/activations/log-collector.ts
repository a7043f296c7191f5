/** Collects what an instance writes past its runtime, straight to its file descriptors, for what runs at the moment. */
export interface LogCollector {
  /** Starts collecting for an activation, at most `limitMb` megabytes. */
  open(id: string, limitMb: number): void;
  /** Resolves with `ISO-TIME stdout: text` and `ISO-TIME stderr: text`, and forgets the activation. */
  close(id: string): Promise<string[]>;
  /** What arrives on the instance's stdout or stderr. */
  append(stream: 'stdout' | 'stderr', chunk: Buffer): void;
  /** The output has ended: nothing more will come. */
  end(): void;
}

interface Collecting {
  lines: string[];
  room: number;
  limit: number;
}

// More than the highest limit of a log, so that no line that is kept is broken.
const longestLine = 16 * 1024 * 1024;

/** A collector; lines go to every activation running when they arrive. */
export function createLogCollector(): LogCollector {
  const running = new Map<string, Collecting>();
  const pending: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  const waiting = { stdout: 0, stderr: 0 };

  function add(to: Collecting, stream: string, text: string): void {
    if (to.limit === 0 || to.room < 0) return;
    to.room -= Buffer.byteLength(text) + 1;
    const cut = `stderr: The log was cut at its limit of ${to.limit} MB (limits.logs).`;
    to.lines.push(`${new Date().toISOString()} ${to.room < 0 ? cut : `${stream}: ${text}`}`);
  }

  function append(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    pending[stream].push(chunk);
    waiting[stream] += chunk.length;
    // A line that does not end is broken, so that it does not fill the memory.
    if (waiting[stream] > longestLine) pending[stream].push(Buffer.from('\n'));
    else if (!chunk.includes(10)) return;
    const bytes = Buffer.concat(pending[stream]);
    // Split at line ends only: a character's bytes may come in two chunks.
    const end = bytes.lastIndexOf(10);
    pending[stream] = [bytes.subarray(end + 1)];
    waiting[stream] = bytes.length - end - 1;
    for (const text of bytes.toString('utf8', 0, end).split('\n')) {
      if (text !== '') for (const each of running.values()) add(each, stream, text);
    }
  }

  async function close(id: string): Promise<string[]> {
    // One turn of the loop lets in what was written before the reply.
    await new Promise<void>((resolve) => setImmediate(resolve));
    const lines = running.get(id)?.lines ?? [];
    running.delete(id);
    return lines;
  }

  return {
    open: (id, limit) => void running.set(id, { lines: [], room: limit * 1024 * 1024, limit }),
    close,
    append,
    end() {
      for (const stream of ['stdout', 'stderr'] as const) {
        if (waiting[stream] > 0) append(stream, Buffer.from('\n'));
      }
    },
  };
}
