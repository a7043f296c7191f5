/** Where the services behind the front door are, without slashes at the ends. */
export interface Services {
  GATEWAY_URL: string;
  AUTH_URL: string;
  CHAT_URL: string;
}

/** Milliseconds of silence after which a service counts as stuck; the services' own deadlines are shorter. */
const timeoutMs = 60_000;

/** The service that a path with its query belongs to; undefined for what the front door has itself. */
export function behind(services: Services, path: string) {
  // As a URL, so that `..` is resolved before a service is chosen and none can be reached through another.
  const where = URL.parse(`http://front-door${path}`);
  if (where === null) return undefined;
  const to = (service: string, base: string) => ({
    service,
    url: base + where.pathname + where.search,
    timeoutMs,
  });
  if (where.pathname.startsWith('/api/')) return to('gateway', services.GATEWAY_URL);
  if (where.pathname === '/login') return to('auth', services.AUTH_URL);
  if (where.pathname.startsWith('/ws/chat/')) return to('chat', services.CHAT_URL);
  return undefined;
}
