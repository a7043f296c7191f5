import { call } from '#shared/http/client';
import type { Graph } from './graph.ts';

/** How a graph is brought into a network. */
export interface LoadOptions {
  /** Base URL of the gateway. */
  url: string;
  /** Requests at the same time, 200 as in the original's script. */
  limit?: number;
  /** Told what is being done, how far it is and how far it goes. */
  report?: (what: string, done: number, all: number) => void;
}

/**
 * Registers the users of a graph, `username_N` with the id N, and lets both ends of each edge follow each other, as the original's
 * script does. Users that are there already stay as they are, so that a load that has failed can be repeated. Throws at the first other
 * answer that is no success.
 */
export async function loadGraph({ nodes, first, edges }: Graph, options: LoadOptions): Promise<void> {
  const { url, limit = 200, report = () => undefined } = options;
  const users = Array.from({ length: nodes }, (_, index) => index + first);
  const register = (id: number) => ({
    path: '/wrk2-api/user/register',
    isThere: new RegExp(`the (name username_${id}|id ${id}) is taken`),
    fields: {
      first_name: `first_name_${id}`,
      last_name: `last_name_${id}`,
      username: `username_${id}`,
      password: `password_${id}`,
      user_id: `${id}`,
    },
  });
  const follow = ([one, other]: [number, number]) => ({
    path: '/wrk2-api/user/follow',
    fields: { user_name: `username_${one}`, followee_name: `username_${other}` },
  });
  await sendAll(url, users.map(register), limit, (done) => report('users', done, nodes));
  const follows = edges.flatMap(([one, other]): [number, number][] => [
    [one, other],
    [other, one],
  ]);
  await sendAll(url, follows.map(follow), limit, (done) => report('follows', done, follows.length));
}

/** A form to send. */
interface Form {
  path: string;
  fields: Record<string, string>;
  /** The answer to what has been done already. */
  isThere?: RegExp;
}

async function sendAll(
  url: string,
  forms: Form[],
  limit: number,
  report: (done: number) => void,
): Promise<void> {
  let [next, done] = [0, 0];
  const worker = async (): Promise<void> => {
    for (let form = forms[next++]; form !== undefined; form = forms[next++]) {
      await send(url, form);
      done += 1;
      if (done % 250 === 0 || done === forms.length) report(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, forms.length) }, worker));
}

/** Sends a form to the gateway. Throws unless it is answered with success, or has been done already. */
export async function send(url: string, { path, fields, isThere }: Form): Promise<void> {
  const query = new URLSearchParams(fields).toString();
  const { status, text } = await call(`${url.replace(/\/+$/, '')}${path}?${query}`, { deadlineMs: 60_000 });
  if (isThere?.test(text)) return;
  if (status !== 200 || !/^Success/.test(text))
    throw new Error(`${path} with ${query} answered ${status}: ${text.slice(0, 200)}`);
}
