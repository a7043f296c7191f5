import { setInterval, setTimeout } from 'node:timers/promises';
import { clients } from './client.ts';

/** Milliseconds that editors have to connect again by themselves before they are disconnected. */
const graceMs = 1000;

/** Whether and how editors are sent away. */
export const draining = { isClosing: false };

/** Counts the calls of `drain`: a later one takes the place of an earlier one. */
let latest = 0;

/** Asks `rate` editors a second to connect again, until all have been asked; 0 stops that. */
export async function drain(rate: number): Promise<void> {
  latest += 1;
  const mine = latest;
  if (rate === 0) return;
  const asked = new Set<string>();
  for await (const _ of setInterval(1000)) {
    if (latest !== mine) return;
    const next = [...clients.values()].filter(({ connection }) => !asked.has(connection.id)).slice(0, rate);
    for (const { connection } of next) {
      asked.add(connection.id);
      connection.emit('reconnectGracefully');
    }
    if (next.length === 0) return;
  }
}

/** Sends all editors away, first with a friendly word. */
export async function closeAll(): Promise<void> {
  draining.isClosing = true;
  for (const { connection } of clients.values()) connection.emit('reconnectGracefully');
  await setTimeout(graceMs);
  for (const { connection } of clients.values()) connection.close();
}
