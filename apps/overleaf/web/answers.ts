import type { Request, Response } from 'express';

/** Whether a client wants JSON rather than a page; a client that takes anything gets a page. */
export const prefersJson = (request: Request): boolean => request.accepts(['html', 'json']) === 'json';

/** Whether a person with a browser asks, who is to see a page; scripts ask for JSON or take anything. */
export const wantsPage = (request: Request): boolean =>
  !prefersJson(request) && request.get('Accept')?.includes('text/html') === true;

const thisSite = 'http://this.site';

/** A path of this site, or `instead` for anything else, so that nobody is sent to another site. */
export function safePath(path: unknown, instead: string): string {
  if (typeof path !== 'string' || !URL.canParse(path, thisSite)) return instead;
  const { origin, pathname, search } = new URL(path, thisSite);
  return origin === thisSite ? pathname.replace(/^\/+/, '/') + search : instead;
}

/** Says where to go: a client that wants JSON gets `{redir}`, another one is sent there. */
export function redirect(request: Request, response: Response, path: string): void {
  if (prefersJson(request)) response.json({ redir: path });
  else response.redirect(path);
}
