import { HttpError, timedOut, unavailable } from '../http/errors.ts';
import { waiting } from '../observe/context.ts';

/** A data store: opened at its first use, once a process or container, and closable. */
export interface Store<Client> {
  /** Runs `work` with the open client and notes the time in the request's trace; see `openStore` for the errors. */
  use<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
  /** Whether the store answers now. Never throws. */
  answers(): Promise<boolean>;
  /** Closes the connections; the next use opens them again. */
  close(): Promise<void>;
}

/** What a driver file says about its store. */
export interface Driver<Client> {
  name: string;
  open(): Promise<Client>;
  close(client: Client): Promise<unknown>;
  /** The cheapest question that shows that the store answers. */
  ping(client: Client): Promise<unknown>;
  /** Whether an error means that the store cannot be reached, rather than that it refused something. */
  isOutage(error: unknown): boolean;
}

/** Milliseconds that one use of a store may take. */
export const storeDeadlineMs = 3000;

/**
 * Opens a store lazily. A use that takes too long fails with 504, one that cannot reach the store with 503; what
 * the store itself refuses is thrown as the driver throws it.
 */
export function openStore<Client>(driver: Driver<Client>): Store<Client> {
  let opening: Promise<Client> | undefined;
  const client = (): Promise<Client> => {
    opening ??= driver.open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  const use: Store<Client>['use'] = (work) =>
    waiting('store', async () => {
      try {
        return await withDeadline(driver.name, (async () => work(await client()))());
      } catch (error) {
        if (error instanceof HttpError || !driver.isOutage(error)) throw error;
        throw unavailable('database not available', error);
      }
    });

  return {
    use,
    answers: () =>
      use((open) => driver.ping(open)).then(
        () => true,
        () => false,
      ),
    async close() {
      const open = await opening?.catch(() => undefined);
      opening = undefined;
      if (open !== undefined) await driver.close(open);
    },
  };
}

async function withDeadline<Result>(name: string, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(timedOut(`${name} did not answer within ${storeDeadlineMs} ms`)),
      storeDeadlineMs,
    );
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

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
