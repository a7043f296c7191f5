import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { forward } from '#shared/http/proxy';
import { log } from '#shared/observe/log';
import { requestLog } from '#shared/observe/request-log';
import { servePage } from '#shared/ui/page';
import { servePicture } from './pictures.ts';
import { behind, type Services } from './routes.ts';
import { sendError } from './send-error.ts';

/** Bytes that a request's body may have. */
const bodyLimit = 1024 * 1024;

/** The addresses that the gateway of the page needs. */
export interface WebOptions extends Services {
  /** Where the same portal runs in the other form, for a link. */
  OTHER_FORM_URL?: string | undefined;
}

/**
 * The front door of LAB Insurance: the page, the pictures, and the way to gateway, auth and chat. It takes the place of the
 * original's nginx.
 */
export function web(options: WebOptions): RequestListener {
  const page = servePage(join(import.meta.dirname, 'ui'), options.OTHER_FORM_URL);
  const logged = requestLog('web');

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = behind(options, request.url ?? '/');
    if (target !== undefined) return forward(request, response, { ...target, bodyLimit, fail: sendError });
    const path = URL.parse(`http://front-door${request.url}`)?.pathname;
    if (path === undefined) return sendError(response, 400, 'The path is not valid.');
    if (path === '/health') {
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end('{"status":"UP"}');
    }
    if (/^\/(api|ws|static)(\/|$)/.test(path)) return servePicture(request, response, path);
    return page(request, response, path);
  }

  return (request, response) =>
    logged(request, response, () => {
      route(request, response).catch((error: unknown) => {
        log.error({ error }, 'unexpected error');
        sendError(response, 500, 'The front door failed; its log says why.');
      });
    });
}
