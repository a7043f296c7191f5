/** The log of one activation while it is collected. */
export interface ActivationLog {
  /** `ISO-TIME stdout: text` and `ISO-TIME stderr: text`. */
  lines: string[];
  /** Whether lines were left out because the limit was reached. */
  cut: boolean;
}

interface Collecting extends ActivationLog {
  room: number;
  limit: number;
  tagged: number;
  waiting: { count: number; resolve: () => void } | undefined;
}

/** Sorts the output of one instance into the logs of its activations. */
export interface LogCollector {
  /** Starts collecting for an activation, at most `limitMb` megabytes. */
  open(id: string, limitMb: number): void;
  /** Whether lines of the activation were already left out. */
  isCut(id: string): boolean;
  /** Resolves with the log when `tagged` lines of the activation have arrived, or when the output has ended. */
  take(id: string, tagged: number): Promise<ActivationLog>;
  /** What arrives on the instance's stdout or stderr. */
  feed(stream: 'stdout' | 'stderr', chunk: Buffer): void;
  /** The output has ended: nothing more will come. */
  end(): void;
}

// RS before a tag: no other output starts so.
const [before, after] = [String.fromCharCode(0x1e), String.fromCharCode(0x1f)];
const mark = new RegExp(`${before}(?=[oe][0-9a-f]{32}${after})`);
const patienceMs = 2000;
// More than the highest limit of a log, so that no line that is kept is broken.
const longestLine = 16 * 1024 * 1024;

/** A collector. Lines without a tag, written past the runtime, go to every activation running at the moment. */
export function createLogCollector(now: () => Date = () => new Date()): LogCollector {
  const running = new Map<string, Collecting>();
  const rest = { stdout: '', stderr: '' };
  const pending: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  const waiting = { stdout: 0, stderr: 0 };
  let ended = false;

  function add(to: Collecting, stream: string, text: string): void {
    if (to.limit === 0 || to.cut) return;
    to.room -= Buffer.byteLength(text) + 1;
    if (to.room >= 0) {
      to.lines.push(`${now().toISOString()} ${stream}: ${text}`);
      return;
    }
    to.cut = true;
    to.lines.push(
      `${now().toISOString()} stderr: The log was cut at its limit of ${to.limit} MB (limits.logs).`,
    );
  }

  function line(stream: 'stdout' | 'stderr', text: string): void {
    for (const part of text.split(mark)) {
      const tagged = part[33] === '\x1f' && (part[0] === 'o' || part[0] === 'e');
      const owner = tagged ? running.get(part.slice(1, 33)) : undefined;
      const name = tagged ? (part[0] === 'o' ? 'stdout' : 'stderr') : stream;
      const content = tagged ? part.slice(34) : part;
      if (owner !== undefined) {
        add(owner, name, content);
        owner.tagged += 1;
        if (owner.waiting !== undefined && owner.tagged >= owner.waiting.count) owner.waiting.resolve();
      } else if (tagged || content !== '') {
        for (const each of running.values()) add(each, name, content);
      }
    }
  }

  function feed(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    pending[stream].push(chunk);
    waiting[stream] += chunk.length;
    // A line that does not end is broken, so that it does not fill the memory.
    if (waiting[stream] > longestLine) pending[stream].push(Buffer.from('\n'));
    else if (!chunk.includes(10)) return;
    waiting[stream] = 0;
    const parts = pending[stream];
    // Joined only at a line's end: a character's bytes may come in two chunks.
    const lines = (rest[stream] + Buffer.concat(parts).toString()).split('\n');
    pending[stream] = [];
    rest[stream] = lines.pop() ?? '';
    for (const each of lines) line(stream, each);
  }

  async function take(id: string, tagged: number): Promise<ActivationLog> {
    const log = running.get(id);
    if (log === undefined) return { lines: [], cut: false };
    // One turn of the loop lets in what was written straight to a file descriptor before the reply.
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (log.tagged < tagged && !ended) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patienceMs);
        const done = (): void => {
          clearTimeout(timer);
          resolve();
        };
        log.waiting = { count: tagged, resolve: done };
      });
    }
    running.delete(id);
    return { lines: log.lines, cut: log.cut };
  }

  return {
    open(id, limitMb) {
      const room = limitMb * 1024 * 1024;
      running.set(id, { lines: [], cut: false, room, limit: limitMb, tagged: 0, waiting: undefined });
    },
    isCut: (id) => running.get(id)?.cut ?? false,
    take,
    feed,
    end() {
      for (const stream of ['stdout', 'stderr'] as const) {
        if (rest[stream] !== '' || pending[stream].length > 0) feed(stream, Buffer.from('\n'));
      }
      ended = true;
      for (const log of running.values()) log.waiting?.resolve();
    },
  };
}
