import type { Request, Response } from 'express';

/** Whether a client wants JSON rather than a page; a client that takes anything gets a page. */
export const prefersJson = (request: Request): boolean => request.accepts(['html', 'json']) === 'json';

/** A path of this site, or `instead` for anything else, so that nobody is sent to another site. */
export function safePath(path: unknown, instead: string): string {
  const url = typeof path === 'string' ? URL.parse(path, 'http://this.site') : null;
  return url === null || url.origin !== 'http://this.site' || !/^https?:$|^$/.test(url.protocol)
    ? instead
    : url.pathname.replace(/^\/+/, '/') + url.search;
}

/** Says where to go: a client that wants JSON gets `{redir}`, another one is sent there. */
export function redirect(request: Request, response: Response, path: string): void {
  if (prefersJson(request)) response.json({ redir: path });
  else response.redirect(path);
}
