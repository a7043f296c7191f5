import { actionClient } from '#shared/actions/client';
import { call } from '#shared/http/client';

interface Params {
  /** The action that is invoked; default `plain`. */
  name?: string;
  web?: { path: string; headers?: Record<string, string> };
  plain?: object;
}

/** Calls one of the two other actions and returns its result and the pid of this process. */
export async function main({ name = 'plain', web, plain }: Params): Promise<object> {
  const { WEB_URL = '', PLAIN_URL = '' } = process.env;
  const { pid } = process;
  if (plain !== undefined) {
    const action = actionClient(PLAIN_URL.replace('plain', name));
    const result = await action.invoke(plain, 5000).catch(() => ({ failed: true }));
    return { pid, given: plain, result };
  }
  const { status, headers, text } = await call(`${WEB_URL}${web?.path ?? ''}`, {
    headers: web?.headers ?? {},
  });
  return { pid, own: process.env.OWN, status, type: headers['content-type'], ...JSON.parse(text) };
}
