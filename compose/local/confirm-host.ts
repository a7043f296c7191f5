import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { Failure } from '#shared/cli/failure';
import { untilAborted } from '#shared/cli/stop';
import { hostIn } from '#wsk/deploy/target';

/**
 * Asks before actions go to the OpenWhisk in OW_APIHOST when that is another machine, because the variable may be set for other work.
 * Throws a failure when the answer is no, and without a terminal. Does nothing when the variable is not set.
 */
export async function confirmHost(): Promise<void> {
  if (!process.env.OW_APIHOST) return;
  const { apihost } = hostIn(process.env);
  if (await isThisMachine(new URL(apihost).hostname)) return;
  const remedy = 'unset OW_APIHOST to start a local OpenWhisk';
  if (!process.stdin.isTTY)
    throw new Failure(
      `OW_APIHOST names ${apihost}, which is not this machine: add --yes to deploy there, or ${remedy}.`,
      2,
    );
  const question = `OW_APIHOST names ${apihost}. Deploy there, over actions of the same names? [y/N] `;
  if (!/^y(es)?$/i.test(await ask(question))) throw new Failure(`Nothing was deployed; ${remedy}.`, 2);
}

async function ask(question: string): Promise<string> {
  // Without `terminal`, Ctrl-C is the signal that it is elsewhere.
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    return await untilAborted(terminal.question(question));
  } finally {
    terminal.close();
  }
}

/** Whether all addresses of a host name are of this machine. */
export async function isThisMachine(name: string): Promise<boolean> {
  const own = Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? []);
  const isOwn = (address: string): boolean => own.includes(address) || /^(127\.|::1$)/.test(address);
  try {
    return (await lookup(name.replace(/^\[(.*)\]$/, '$1'), { all: true })).every(({ address }) =>
      isOwn(address),
    );
  } catch {
    return false;
  }
}
