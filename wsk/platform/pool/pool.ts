import type { EndReason, Instance } from './instance.ts';
import { createMemoryWatch } from './memory-watch.ts';
import { assign, type Need, type Slot } from './slot.ts';

/** The pool's settings. */
export interface PoolOptions {
  memoryMb: number;
  start: (memoryMb: number) => Instance;
  onEvent: (line: string) => void;
  /** Prewarmed processes kept ready. */
  stemCells?: { count: number; memoryMb: number };
  /** Idle instances are ended after so many milliseconds. */
  idleMs?: number;
  /** Called when there is not enough memory: what is reserved may be released. */
  onShortage?: () => void;
}

interface Waiting {
  need: Need;
  resolve: (slot: Slot) => void;
  reject: (error: Error) => void;
}

const refillAfterMs = 100;

/** Instances of one machine within a memory limit: reuse, prewarmed ones, eviction, a queue (openwhisk.md 3.3). */
export class Pool {
  readonly slots = new Set<Slot>();
  #options: Required<PoolOptions>;
  #queue: Waiting[] = [];
  #used = 0;
  #closed = false;
  #stemsWanted = false;
  #reaper: NodeJS.Timeout;
  #memory = createMemoryWatch(this.slots);
  #refilling: NodeJS.Timeout | undefined;

  constructor(options: PoolOptions) {
    this.#options = {
      stemCells: { count: 2, memoryMb: 256 },
      idleMs: 600_000,
      onShortage: () => undefined,
      ...options,
    };
    this.#reaper = setInterval(() => this.#reap(), Math.min(this.#options.idleMs, 10_000));
    this.#reaper.unref();
  }

  /** Starts the prewarmed processes; called when an action is about to be used, so that an idle platform costs nothing. */
  prewarm(): void {
    this.#stemsWanted = true;
    this.#refill();
  }

  /** A slot for one activation; waits in line when there is no memory. `release` must follow. */
  acquire(need: Need): Promise<Slot> {
    if (this.#closed) return Promise.reject(new Error('the platform is closing'));
    if (need.memoryMb > this.#options.memoryMb) {
      const text = `the action needs ${need.memoryMb} MB, the pool has ${this.#options.memoryMb} MB`;
      return Promise.reject(new Error(`${text}; start the platform with more memory`));
    }
    const slot = this.#queue.length === 0 ? this.#place(need) : undefined;
    if (slot !== undefined) return Promise.resolve(slot);
    return new Promise((resolve, reject) => this.#queue.push({ need, resolve, reject }));
  }

  /**
   * Keeps `places` in a warm instance, as if so many activations ran in it, and leaves a quarter of them free;
   * undefined where there is none. `release` must follow.
   */
  reserve(need: Need, places: number): Slot | undefined {
    if (this.#closed || this.#queue.length > 0) return undefined;
    const slot = this.#warm(need);
    if (slot === undefined || slot.state === 'initialising') return undefined;
    if (slot.running + places > (need.concurrency * 3) / 4) return undefined;
    slot.running += places;
    slot.state = 'busy';
    return slot;
  }

  /** The instance is not used again, and ends when nothing runs in it any more. */
  retire(slot: Slot): void {
    slot.key = '';
  }

  /** Gives places back; with `destroy` the instance is not used again and ends when nothing runs in it any more. */
  release(slot: Slot, destroy: boolean, places = 1): void {
    slot.running -= places;
    slot.usedAt = Date.now();
    if (destroy) this.retire(slot);
    if (slot.state !== 'ending') slot.state = slot.running > 0 ? 'busy' : 'idle';
    if (slot.running === 0 && slot.key === '') this.#end(slot, 'finished');
    this.#drain();
  }

  /** Ends all instances and refuses those who wait. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#reaper);
    this.#memory.stop();
    clearTimeout(this.#refilling);
    for (const waiting of this.#queue.splice(0)) waiting.reject(new Error('the platform is closing'));
    await Promise.all([...this.slots].map((slot) => slot.instance.stop('finished')));
  }

  #place(need: Need): Slot | undefined {
    const slot = this.#warm(need) ?? this.#stem(need) ?? this.#fresh(need);
    if (slot === undefined) return undefined;
    slot.running += 1;
    slot.activations += 1;
    if (slot.state === 'idle') slot.state = 'busy';
    this.#memory.start();
    return slot;
  }

  // The fullest that has room, so that a second instance only works when the first is full; else the last used one.
  #warm(need: Need): Slot | undefined {
    let best: Slot | undefined;
    for (const slot of this.slots) {
      if (slot.key !== need.key || slot.state === 'ending' || slot.running >= slot.concurrency) continue;
      const better = best === undefined || slot.running - best.running || slot.usedAt - best.usedAt;
      if (better === true || (typeof better === 'number' && better > 0)) best = slot;
    }
    return best;
  }

  #stem(need: Need): Slot | undefined {
    for (const slot of this.slots) {
      if (slot.state !== 'prewarmed' || slot.instance.memoryMb !== need.memoryMb) continue;
      assign(slot, need);
      this.#refillSoon();
      return slot;
    }
    return undefined;
  }

  #fresh(need: Need): Slot | undefined {
    if (!this.#makeRoom(need.memoryMb)) return undefined;
    const slot = this.#start(need.memoryMb);
    assign(slot, need);
    return slot;
  }

  #makeRoom(memoryMb: number): boolean {
    let missing = this.#used + memoryMb - this.#options.memoryMb;
    if (missing <= 0) return true;
    const idle = [...this.slots].filter((slot) => slot.state === 'prewarmed' || slot.state === 'idle');
    idle.sort(
      (a, b) => Number(b.state === 'prewarmed') - Number(a.state === 'prewarmed') || a.usedAt - b.usedAt,
    );
    for (const slot of this.slots) if (slot.state === 'ending') missing -= slot.instance.memoryMb;
    for (const slot of idle) {
      if (missing <= 0) break;
      missing -= slot.instance.memoryMb;
      this.#end(slot, 'evicted');
    }
    if (missing > 0) this.#options.onShortage();
    // The memory is free when the processes have gone; the activation waits in line until then.
    return false;
  }

  #start(memoryMb: number): Slot {
    const instance = this.#options.start(memoryMb);
    const slot: Slot = {
      instance,
      state: 'prewarmed',
      key: '',
      action: '',
      concurrency: 1,
      running: 0,
      activations: 0,
      usedAt: Date.now(),
      initialised: undefined,
    };
    this.slots.add(slot);
    this.#used += memoryMb;
    instance.onLost = () => this.retire(slot);
    instance.exited.then((how) => this.#gone(slot, how));
    return slot;
  }

  #gone(slot: Slot, how: string): void {
    const expected = slot.instance.ended !== undefined;
    slot.state = 'ending';
    this.slots.delete(slot);
    this.#used -= slot.instance.memoryMb;
    if (this.#closed) return;
    if (!expected) {
      const name = slot.action === '' ? 'a prewarmed process' : `an instance of ${slot.action}`;
      this.#options.onEvent(`${name} (pid ${slot.instance.pid}) died: ${how}`);
    }
    this.#drain();
    // Not at once, and not after a failed start: a process that cannot start would be started for ever.
    if (expected || slot.action !== '') this.#refill();
  }

  #end(slot: Slot, reason: EndReason): void {
    if (slot.state === 'ending') return;
    slot.state = 'ending';
    void slot.instance.stop(reason);
  }

  // First in, first out; the head blocks the rest until it can be placed.
  #drain(): void {
    for (let head = this.#queue[0]; head !== undefined; head = this.#queue[0]) {
      const slot = this.#place(head.need);
      if (slot === undefined) return;
      this.#queue.shift();
      head.resolve(slot);
    }
  }

  #refill(): void {
    if (!this.#stemsWanted || this.#closed || this.#queue.length > 0) return;
    const { count, memoryMb } = this.#options.stemCells;
    let have = [...this.slots].filter((slot) => slot.state === 'prewarmed').length;
    for (; have < count && this.#used + memoryMb <= this.#options.memoryMb; have += 1) this.#start(memoryMb);
  }

  // A process that starts would take its time from the one that is needed now.
  #refillSoon(): void {
    this.#refilling ??= setTimeout(() => {
      this.#refilling = undefined;
      this.#refill();
    }, refillAfterMs).unref();
  }

  #reap(): void {
    const before = Date.now() - this.#options.idleMs;
    for (const slot of this.slots)
      if (slot.state === 'idle' && slot.usedAt <= before) this.#end(slot, 'evicted');
  }
}
