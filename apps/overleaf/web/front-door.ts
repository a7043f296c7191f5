import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { forward, sendText, type Target } from '#shared/http/proxy';
import { forwardUpgrades } from '#shared/http/upgrade';

/** Bytes of a body that a front door passes on; a service has smaller limits of its own. */
const bodyLimit = 64 * 1024 * 1024;

/** Milliseconds of silence after which a service counts as stuck; a compile is silent until it has ended. */
const timeoutMs = 600_000;

/** Chooses the service that a request goes to, and its base URL; undefined for what the process serves itself. */
export type Behind = (method: string, path: string) => { service: string; base: string } | undefined;

/** Sends requests to the services behind the front door, and the others to `listener`. It takes the place of the original's nginx. */
export function frontDoor(listener: RequestListener, behind: Behind): RequestListener {
  return (request, response) => {
    const target = targetOf(request, behind);
    request.headers.accept = withAnything(request.headers.accept);
    if (target === undefined) return listener(request, response);
    request.headers['x-forwarded-host'] ??= request.headers.host;
    forward(request, response, { ...target, bodyLimit }).catch(() =>
      sendText(response, 500, 'The front door failed; try again.'),
    );
  };
}

/** OpenWhisk answers 406 in place of a response whose type the client has not named; what is sent is up to the service. */
const withAnything = (accept = '*/*'): string => (accept.includes('*/*') ? accept : `${accept}, */*;q=0.001`);

/** Passes on the sockets of editors. */
export const forwardSockets = (server: Server, behind: Behind): void =>
  forwardUpgrades(server, (path) => targetOf({ method: 'GET', url: path }, behind));

function targetOf(
  { method = 'GET', url = '/' }: Pick<IncomingMessage, 'method' | 'url'>,
  behind: Behind,
): Omit<Target, 'bodyLimit'> | undefined {
  // As a URL, so that `..` is resolved before a service is chosen and none can be reached through another.
  const where = URL.parse(`http://front-door${url}`);
  const found = where === null ? undefined : behind(method, where.pathname);
  return found && { service: found.service, url: found.base + where?.pathname + where?.search, timeoutMs };
}

/** Whether a path belongs to the sockets of editors. */
export const isSocket = (path: string): boolean => /^\/socket\.io(\/|$)/.test(path);

/** Whether a path belongs to accounts. */
export const isAccount = (path: string): boolean =>
  /^\/(login|logout|register|launchpad|admin|restricted|user(?!\/projects))(\/|$)/i.test(path);

/** Whether a request moves files, as streams: uploads, downloads, zips and what comes of compiles. */
export const isStream = (method: string, path: string): boolean =>
  method === 'POST'
    ? /^\/project\/(new|[^/]+)\/upload\/?$/i.test(path)
    : ['GET', 'HEAD'].includes(method) &&
      /^(\/ui|(\/download)?\/project\/([^/]+\/(file|download|output|build|user)|download))\//i.test(path);
