import { withDeadline } from '../deadline.ts';
import { deadlineExceeded, ServiceError, unavailable } from '../errors.ts';
import { withWait } from '../observe/context.ts';
import { connectionMode } from './connections.ts';

/** A data store: opened once a process or container, unless `connections.ts` says otherwise, and closable. */
export interface Store<Client> {
  /** Runs `work` with the open client and notes the time in the request's trace; see `openStore` for the errors. */
  use<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
  /** Whether the store can do now what requests need, which is mostly a write. Never rejects. */
  isHealthy(): Promise<boolean>;
  /** Closes the connections; the next use opens them again. */
  close(): Promise<void>;
}

/** What a driver file says about its store. */
export interface Driver<Client> {
  name: string;
  open(): Promise<Client>;
  close(client: Client): Promise<unknown>;
  /** The cheapest request that shows that the store responds. */
  ping(client: Client): Promise<unknown>;
  /** The cheapest request that shows that the store takes writes; absent when `ping` shows it, or when users only read. */
  probe?(client: Client): Promise<unknown>;
  /** Whether an error means that the store cannot work for now, rather than that it refused this request. */
  isOutage(error: unknown): boolean;
  /** Whether an error means that another server takes the writes now. A new connection finds it under the same name. */
  isDemoted?(error: unknown): boolean;
}

/** Milliseconds that one use of a store may take, connecting included. */
export const storeDeadlineMs = 3000;
/** Milliseconds between two new connections while the store's name still leads to a server that takes no writes. */
const renewAtMostEveryMs = 500;

/**
 * Opens a store, when `mode` says so. A use that takes too long throws `deadline-exceeded`, one that the store cannot serve for now
 * `unavailable`; what the store itself refuses is thrown as the driver throws it. After a failover the next use connects anew.
 */
export function openStore<Client>(driver: Driver<Client>, mode = connectionMode()): Store<Client> {
  const { get, open, done, renew, close } = mode === 'per-request' ? eachUse(driver) : oneForAll(driver);
  if (mode === 'at-start') open(Number.POSITIVE_INFINITY).catch(() => undefined);

  const use: Store<Client>['use'] = async (work) => {
    const until = performance.now() + storeDeadlineMs;
    const inTime = <Value>(wait: () => Promise<Value>): Promise<Value> =>
      withDeadline(until - performance.now(), () => lateText(driver.name), wait);
    let used: Client | undefined;
    try {
      const client = get() ?? (await withWait('init', () => inTime(() => open(until))));
      used = client;
      try {
        return await withWait('store', () => inTime(() => work(client)));
      } finally {
        done(client);
      }
    } catch (error) {
      if (error instanceof ServiceError) throw error;
      const isDemoted = driver.isDemoted?.(error) === true;
      if (isDemoted && used !== undefined) renew(used);
      if (!isDemoted && !driver.isOutage(error)) throw error;
      throw unavailable('database not available', error);
    }
  };

  return {
    use,
    isHealthy: () =>
      use((client) => (driver.probe ?? driver.ping)(client)).then(
        () => true,
        () => false,
      ),
    close,
  };
}

/** How the users of a store come by a client of it. */
interface Clients<Client> {
  /** One that is open already. */
  get(): Client | undefined;
  /** One that is connected, for somebody who waits until this time of `performance.now()`. Rejects as the driver does, or with `deadline-exceeded`. */
  open(until: number): Promise<Client>;
  /** Told when a use of it has ended. */
  done(client: Client): void;
  /** Lets the next use connect anew, if others still use the client that failed. */
  renew(failed: Client): void;
  /** Closes what is open. */
  close(): Promise<void>;
}

function oneForAll<Client>(driver: Driver<Client>): Clients<Client> {
  let opening: Promise<Client> | undefined;
  let client: Client | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;
  const forget = (): void => {
    opening = undefined;
    client = undefined;
  };
  return {
    get: () => client,
    open() {
      opening ??= connect(driver).then(
        (connected) => {
          client = connected;
          return connected;
        },
        (error: unknown) => {
          forget();
          throw error;
        },
      );
      return opening;
    },
    done: () => undefined,
    renew(failed) {
      if (client !== failed || performance.now() - renewedAt < renewAtMostEveryMs) return;
      renewedAt = performance.now();
      forget();
      // By then no use of it is left.
      setTimeout(() => void driver.close(failed).catch(() => undefined), storeDeadlineMs).unref();
    },
    async close() {
      const open = await opening?.catch(() => undefined);
      forget();
      if (open !== undefined) await driver.close(open);
    },
  };
}

function eachUse<Client>(driver: Driver<Client>): Clients<Client> {
  const ending = new Set<Promise<unknown>>();
  const done = (client: Client): void => {
    const end = driver
      .close(client)
      .catch(() => undefined)
      .finally(() => ending.delete(end));
    ending.add(end);
  };
  return {
    get: () => undefined,
    async open(until) {
      const client = await connect(driver);
      if (performance.now() <= until) return client;
      done(client);
      throw deadlineExceeded(lateText(driver.name));
    },
    done,
    renew: () => undefined,
    async close() {
      await Promise.all(ending);
    },
  };
}

/** A client that has had an answer from the store. Rejects as the driver does, with nothing left open. */
async function connect<Client>(driver: Driver<Client>): Promise<Client> {
  const client = await driver.open();
  try {
    await driver.ping(client);
    return client;
  } catch (error) {
    await driver.close(client).catch(() => undefined);
    throw error;
  }
}

const lateText = (name: string): string => `${name} did not answer within ${storeDeadlineMs} ms`;

/** Whether an error is one of the network's, by the code that Node gives it. */
export function isNetworkError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return [
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
  ].includes(code);
}
