import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type FormAddresses, variableOf } from './deployed-form.ts';

const defaultPorts: Record<string, string> = { 'http:': '80', 'https:': '443' };
/** A part that has just crashed is there again within this time. */
const withinMs = 5000;
const known = new Map<string, Promise<void>>();

/** Rejects with the variable and the address when nothing accepts connections at an address of a form. Each server is asked once. */
export async function checkReachable({ app, form, url, services }: FormAddresses): Promise<void> {
  await check(variableOf(app, form, 'URL'), url);
  const variable = variableOf(app, form, 'SERVICES');
  const named = Object.entries(services);
  await Promise.all(named.map(([name, address]) => check(`${variable} of ${name}`, address)));
}

async function check(what: string, url: string): Promise<void> {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const server = `${host} ${port || defaultPorts[protocol]}`;
  const answer = known.get(server) ?? connectTo(host, Number(port || defaultPorts[protocol]));
  known.set(server, answer);
  await answer.catch(({ code, message }: NodeJS.ErrnoException) => {
    throw new Error(
      `Nothing answers at ${url}, the ${what}: ${code ?? message}. Start the form there, or correct the variable.`,
    );
  });
}

async function connectTo(host: string, port: number): Promise<void> {
  for (const deadline = Date.now() + withinMs; ; await delay(100)) {
    const socket = connect({ host, port });
    try {
      await once(socket, 'connect', { signal: AbortSignal.timeout(withinMs) });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    } finally {
      socket.destroy();
    }
  }
}
