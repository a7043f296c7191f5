import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { Failure } from '#shared/cli/failure';
import { untilAborted } from '#shared/cli/stop';
import { hostIn } from '../deploy/target.ts';

/** What is about to be done to the OpenWhisk in OW_APIHOST. */
export interface Intent {
  /** The words of the question, such as `Deploy there, over actions of the same names?` */
  question: string;
  /** What `--yes` does, such as `deploy there`. */
  does: string;
  /** What else a person can do. */
  otherwise?: string;
}

/** The intent of `npm start`. */
export const startIntent: Intent = {
  question: 'Deploy there, over actions of the same names?',
  does: 'deploy there',
  otherwise: 'unset OW_APIHOST to start a local OpenWhisk',
};

/**
 * Asks before anything is done to the OpenWhisk in OW_APIHOST when that is another machine, because the variable may be set for other
 * work. Throws a failure when the answer is no, and without a terminal. Does nothing when the variable is not set.
 */
export async function confirmHost({ question, does, otherwise }: Intent): Promise<void> {
  if (!process.env.OW_APIHOST) return;
  const { apihost } = hostIn(process.env);
  if (await isThisMachine(new URL(apihost).hostname)) return;
  const or = otherwise === undefined ? '' : `, or ${otherwise}`;
  if (!process.stdin.isTTY)
    throw new Failure(
      `OW_APIHOST names ${apihost}, which is not this machine: add --yes to ${does}${or}.`,
      2,
    );
  if (!/^y(es)?$/i.test(await ask(`OW_APIHOST names ${apihost}. ${question} [y/N] `)))
    throw new Failure(`Nothing was done${or.replace(', or', ';')}.`, 2);
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
