import { call } from '#shared/http/client';
import { invokeAndWait } from '#shared/invoke/invoke';

interface Params {
  /** Which of those that are invoked; `plain` if not given. */
  name?: string;
  web?: { path: string; headers?: Record<string, string> };
  plain?: object;
}

/** Calls one of the two others and says what it got, and in which process it runs itself. */
export async function main({ name = 'plain', web, plain }: Params): Promise<object> {
  const { __OW_API_HOST, __OW_NAMESPACE } = process.env;
  const { pid } = process;
  if (plain !== undefined) {
    const result = await invokeAndWait(`fusion/${name}`, plain, 5000).catch(({ status }) => ({ status }));
    return { pid, given: plain, result };
  }
  const url = `${__OW_API_HOST}/api/v1/web/${__OW_NAMESPACE}/fusion/web${web?.path ?? ''}`;
  const { status, headers, text } = await call(url, { headers: web?.headers ?? {} });
  return { pid, own: process.env.OWN, status, type: headers['content-type'], ...JSON.parse(text) };
}
