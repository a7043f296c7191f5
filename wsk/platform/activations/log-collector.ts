/** Collects the output that an instance writes directly to its file descriptors, without the runtime's log functions. */
export interface LogCollector {
  /** Starts the log of an activation, at most `limitMb` megabytes. */
  open(id: string, limitMb: number): void;
  /** Ends the log of an activation and resolves with its lines, `ISO-TIME stdout: text` and `ISO-TIME stderr: text`. */
  close(id: string): Promise<string[]>;
  /** Adds output that arrived on the instance's stdout or stderr. */
  append(stream: 'stdout' | 'stderr', chunk: Buffer): void;
  /** Called when the output has ended. */
  end(): void;
}

interface OpenLog {
  lines: string[];
  remaining: number;
  limit: number;
}

// More than the highest log limit, so that a line within the limit is never split.
const longestLine = 16 * 1024 * 1024;

/** Creates a collector. It adds each line to the log of every activation that runs when the line arrives. */
export function createLogCollector(): LogCollector {
  const running = new Map<string, OpenLog>();
  const pending: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  const pendingBytes = { stdout: 0, stderr: 0 };

  function add(to: OpenLog, stream: string, text: string): void {
    if (to.limit === 0 || to.remaining < 0) return;
    to.remaining -= Buffer.byteLength(text) + 1;
    const cut = `stderr: The log was cut at its limit of ${to.limit} MB (limits.logs).`;
    to.lines.push(`${new Date().toISOString()} ${to.remaining < 0 ? cut : `${stream}: ${text}`}`);
  }

  function append(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    pending[stream].push(chunk);
    pendingBytes[stream] += chunk.length;
    // A line without an end is split, so that it cannot fill the memory.
    if (pendingBytes[stream] > longestLine) pending[stream].push(Buffer.from('\n'));
    else if (!chunk.includes(10)) return;
    const bytes = Buffer.concat(pending[stream]);
    // The bytes are decoded up to the last line end only, because a chunk may end inside a character.
    const end = bytes.lastIndexOf(10);
    pending[stream] = [bytes.subarray(end + 1)];
    pendingBytes[stream] = bytes.length - end - 1;
    for (const text of bytes.toString('utf8', 0, end).split('\n')) {
      if (text !== '') for (const each of running.values()) add(each, stream, text);
    }
  }

  async function close(id: string): Promise<string[]> {
    // One turn of the event loop delivers output that was written before the reply.
    await new Promise<void>((resolve) => setImmediate(resolve));
    const lines = running.get(id)?.lines ?? [];
    running.delete(id);
    return lines;
  }

  return {
    open: (id, limit) => void running.set(id, { lines: [], remaining: limit * 1024 * 1024, limit }),
    close,
    append,
    end() {
      for (const stream of ['stdout', 'stderr'] as const) {
        if (pendingBytes[stream] > 0) append(stream, Buffer.from('\n'));
      }
    },
  };
}
