import type { EndReason, Instance } from './instance.ts';
import { createMemoryWatch } from './memory-watch.ts';
import { assign, type Need, type Slot } from './slot.ts';

/** The settings of a pool. */
export interface PoolOptions {
  memoryMb: number;
  start: (memoryMb: number) => Instance;
  onEvent: (line: string) => void;
  /** The prewarmed processes that the pool keeps ready. */
  stemCells?: { count: number; memoryMb: number };
  /** Milliseconds after which an idle instance is ended. */
  idleMs?: number;
  /** Called when there is not enough memory for an activation, so that reservations can be released. */
  onShortage?: () => void;
}

interface QueuedActivation {
  need: Need;
  resolve: (slot: Slot) => void;
  reject: (error: Error) => void;
}

const refillAfterMs = 100;

/** The instances of one machine within a memory limit, with reuse, prewarmed processes, eviction and a queue (openwhisk.md 3.3). */
export class Pool {
  readonly slots = new Set<Slot>();
  #options: Required<PoolOptions>;
  #queue: QueuedActivation[] = [];
  #used = 0;
  #closed = false;
  #isPrewarming = false;
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

  /** Starts the prewarmed processes. Called when the first action is created, so that an unused platform has no processes. */
  prewarm(): void {
    this.#isPrewarming = true;
    this.#refill();
  }

  /** Resolves with a slot for one activation; the activation queues while there is no memory. The caller must call `release`. */
  acquire(need: Need): Promise<Slot> {
    if (this.#closed) return Promise.reject(new Error('the platform is closing'));
    if (need.memoryMb > this.#options.memoryMb) {
      const text = `the action needs ${need.memoryMb} MB, the pool has ${this.#options.memoryMb} MB`;
      return Promise.reject(new Error(`${text}; start the platform with more memory`));
    }
    const slot = this.#queue.length === 0 ? this.#slotFor(need) : undefined;
    if (slot !== undefined) return Promise.resolve(slot);
    return new Promise((resolve, reject) => this.#queue.push({ need, resolve, reject }));
  }

  /**
   * Reserves the concurrency of `count` activations in a warm instance. A quarter of the instance's concurrency stays unreserved;
   * undefined when no instance has that much left. The caller must call `release`.
   */
  reserve(need: Need, count: number): Slot | undefined {
    if (this.#closed || this.#queue.length > 0) return undefined;
    const slot = this.#findWarm(need);
    if (slot === undefined || slot.state === 'initialising') return undefined;
    if (slot.running + count > (need.concurrency * 3) / 4) return undefined;
    slot.running += count;
    slot.state = 'busy';
    return slot;
  }

  /** Assigns no further activation to the instance; it ends when the last one in it has ended. */
  retire(slot: Slot): void {
    slot.key = '';
  }

  /** Ends the instances of an action, `ns/pkg/name`, that is gone: the idle ones now, the others when their last activation has ended. */
  retireAction(action: string): void {
    for (const slot of this.slots) {
      if (slot.action !== action) continue;
      this.retire(slot);
      if (slot.state === 'idle') this.#stop(slot, 'finished');
    }
  }

  /** Releases `count` activations or reservations of a slot; with `destroy` the instance is retired. */
  release(slot: Slot, destroy: boolean, count = 1): void {
    slot.running -= count;
    slot.usedAt = Date.now();
    if (destroy) this.retire(slot);
    if (slot.state !== 'ending') slot.state = slot.running > 0 ? 'busy' : 'idle';
    if (slot.running === 0 && slot.key === '') this.#stop(slot, 'finished');
    this.#serveQueue();
  }

  /** Ends all instances and rejects the queued activations. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#reaper);
    this.#memory.stop();
    clearTimeout(this.#refilling);
    for (const queued of this.#queue.splice(0)) queued.reject(new Error('the platform is closing'));
    await Promise.all([...this.slots].map((slot) => slot.instance.stop('finished')));
  }

  #slotFor(need: Need): Slot | undefined {
    const slot = this.#findWarm(need) ?? this.#usePrewarmed(need) ?? this.#startFor(need);
    if (slot === undefined) return undefined;
    slot.running += 1;
    slot.activations += 1;
    if (slot.state === 'idle') slot.state = 'busy';
    this.#memory.start();
    return slot;
  }

  // Chooses the instance with the most running activations that is not full, so that a second instance is used only when the first
  // is full; among equals, the one that was used last.
  #findWarm(need: Need): Slot | undefined {
    let best: Slot | undefined;
    for (const slot of this.slots) {
      if (slot.key !== need.key || slot.state === 'ending' || slot.running >= slot.concurrency) continue;
      const better = best === undefined || slot.running - best.running || slot.usedAt - best.usedAt;
      if (better === true || (typeof better === 'number' && better > 0)) best = slot;
    }
    return best;
  }

  #usePrewarmed(need: Need): Slot | undefined {
    for (const slot of this.slots) {
      if (slot.state !== 'prewarmed' || slot.instance.memoryMb !== need.memoryMb) continue;
      assign(slot, need);
      this.#refillSoon();
      return slot;
    }
    return undefined;
  }

  #startFor(need: Need): Slot | undefined {
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
      this.#stop(slot, 'evicted');
    }
    if (missing > 0) this.#options.onShortage();
    // The memory is free when the processes have ended; the activation queues until then.
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
    instance.exited.then((how) => this.#onExit(slot, how));
    return slot;
  }

  #onExit(slot: Slot, how: string): void {
    const expected = slot.instance.ended !== undefined;
    slot.state = 'ending';
    this.slots.delete(slot);
    this.#used -= slot.instance.memoryMb;
    if (this.#closed) return;
    if (!expected) {
      const name = slot.action === '' ? 'a prewarmed process' : `an instance of ${slot.action}`;
      this.#options.onEvent(`${name} (pid ${slot.instance.pid}) died: ${how}`);
    }
    this.#serveQueue();
    // A prewarmed process that ended by itself is not replaced: a process that cannot start would be started again for ever.
    if (expected || slot.action !== '') this.#refill();
  }

  #stop(slot: Slot, reason: EndReason): void {
    if (slot.state === 'ending') return;
    slot.state = 'ending';
    void slot.instance.stop(reason);
  }

  // First in, first out: the head of the queue blocks the rest until it gets a slot.
  #serveQueue(): void {
    for (let head = this.#queue[0]; head !== undefined; head = this.#queue[0]) {
      const slot = this.#slotFor(head.need);
      if (slot === undefined) return;
      this.#queue.shift();
      head.resolve(slot);
    }
  }

  #refill(): void {
    if (!this.#isPrewarming || this.#closed || this.#queue.length > 0) return;
    const { count, memoryMb } = this.#options.stemCells;
    let prewarmed = [...this.slots].filter((slot) => slot.state === 'prewarmed').length;
    for (; prewarmed < count && this.#used + memoryMb <= this.#options.memoryMb; prewarmed += 1)
      this.#start(memoryMb);
  }

  // A process that starts at once would compete for the processor with the activation that is about to run.
  #refillSoon(): void {
    this.#refilling ??= setTimeout(() => {
      this.#refilling = undefined;
      this.#refill();
    }, refillAfterMs).unref();
  }

  #reap(): void {
    const before = Date.now() - this.#options.idleMs;
    for (const slot of this.slots)
      if (slot.state === 'idle' && slot.usedAt <= before) this.#stop(slot, 'evicted');
  }
}
