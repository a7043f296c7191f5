import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { forward, sendText } from '#shared/http/proxy';
import { log } from '#shared/observe/log';
import { requestLog } from '#shared/observe/request-log';
import { staticFiles } from './static.ts';

/** The services behind the front door; dispatch has no address. */
export type ServiceName = 'catalogue' | 'user' | 'cart' | 'shipping' | 'ratings' | 'payment';

// The same limit as the original's nginx: 1 MiB.
const bodyLimit = 1024 * 1024;

/** What the front door needs to know. */
export interface WebOptions {
  /** Base URL of each service, with or without a path, without a slash at the end. */
  services: Record<ServiceName, string>;
  /** Where the same shop runs in the other form, for a link. */
  other?: string | undefined;
  /** Milliseconds of silence after which a service counts as stuck; 60 s as in the original. */
  timeoutMs?: number;
}

/**
 * The front door of Robot Shop: the page, the pictures, and `/api/<service>/X` passed on to `<base>/X`.
 * Takes the place of the original's nginx, with the addition that a reload keeps the route.
 */
export function web({ services, other, timeoutMs = 60_000 }: WebOptions): RequestListener {
  const serve = staticFiles(other);
  const logged = requestLog('web');

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // As a URL, so that `..` is resolved before a service is chosen and none can be reached through another.
    const where = URL.parse(`http://front-door${request.url}`);
    if (where === null) return sendText(response, 400, 'The path is not valid.');
    if (where.pathname === '/health') return sendText(response, 200, 'OK');
    if (!where.pathname.startsWith('/api/')) return serve(request, response, where.pathname);
    const [, name, path] = /^\/api\/(\w+)(\/.*)$/.exec(where.pathname) ?? [];
    if (name === undefined || path === undefined || !isService(name)) {
      return sendText(response, 404, `There is no ${where.pathname} here.`);
    }
    const url = services[name] + path + where.search;
    return forward(request, response, { service: name, url, timeoutMs, bodyLimit });
  }

  const isService = (name: string): name is ServiceName => Object.hasOwn(services, name);

  return (request, response) =>
    logged(request, response, () => {
      route(request, response).catch((error: unknown) => {
        log.error({ error }, 'unexpected error');
        sendText(response, 500, 'The front door failed; its log says why.');
      });
    });
}
