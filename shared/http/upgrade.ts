import http, { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import type { Duplex, Readable } from 'node:stream';

/** Where a connection is led on to: the service's name for error texts, and the whole URL. */
export interface UpgradeTarget {
  service: string;
  url: string;
  /** Milliseconds until the service must have agreed. */
  timeoutMs: number;
}

/** Milliseconds that the side of a connection which is still there may take to read the last bytes. */
const lingerMs = 2000;
/** Milliseconds of silence after which the system asks whether a side is still there. */
const probeAfterMs = 60_000;

/**
 * Leads the upgraded connections of a server, such as WebSockets, on to where `targetOf` says for the path with its query;
 * 404 where it says nothing. When the process is told to end they are closed, since a server waits for them.
 */
export function forwardUpgrades(server: Server, targetOf: (path: string) => UpgradeTarget | undefined): void {
  const sockets = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    const to = targetOf(request.url ?? '/');
    if (to === undefined) refuseUpgrade(socket, 404, `There is no ${request.url} here.`);
    else forwardUpgrade(request, socket, head, to);
  });
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      for (const socket of sockets) socket.destroy();
    });
  }
}

/**
 * Asks a service for the upgrade that a client wants, with the client's headers, `Host` among them, and joins the two
 * connections. What the service answers instead is passed back; 502 when it cannot be reached, 504 when it stays silent.
 */
export function forwardUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { service, url, timeoutMs }: UpgradeTarget,
): void {
  const via = [request.headers['x-forwarded-for'], request.socket.remoteAddress];
  const upstream = (url.startsWith('https:') ? https : http).request(url, {
    headers: { ...request.headers, 'x-forwarded-for': via.filter((part) => part !== undefined).join(', ') },
    agent: false,
  });
  const silent = setTimeout(() => {
    refuseUpgrade(socket, 504, `The ${service} service did not answer within ${timeoutMs / 1000} s.`);
    upstream.destroy();
  }, timeoutMs);
  const giveUp = () => upstream.destroy();
  const lookForEnd = () => void socket.read(0); // what has come stays; without a look nobody hears that the client is gone
  upstream.once('close', () => clearTimeout(silent));
  socket.on('error', giveUp).once('close', giveUp).once('end', giveUp).on('readable', lookForEnd);

  upstream.on('error', () => {
    refuseUpgrade(socket, 502, `The ${service} service cannot be reached; try again in a moment.`);
  });
  upstream.on('response', (answer) => {
    clearTimeout(silent);
    socket.write(headOf(answer, 'close'));
    join(answer, socket);
  });
  upstream.on('upgrade', (answer, peer, peerHead) => {
    clearTimeout(silent);
    socket.off('error', giveUp).off('close', giveUp).off('end', giveUp).off('readable', lookForEnd);
    if (socket.destroyed) return void peer.destroy();
    socket.write(headOf(answer));
    socket.write(peerHead);
    peer.write(head);
    join(peer, socket);
    join(socket, peer);
  });
  upstream.end();
}

/** Answers an upgrade with an error instead, and closes the connection. */
export function refuseUpgrade(socket: Duplex, status: number, text: string, type = 'text/plain'): void {
  if (socket.destroyed || socket.writableEnded) return;
  socket.on('error', () => {});
  socket.write(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${type}; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
  closeSoon(socket);
}

/** Lets bytes flow from one side to the other; when either ends, whether well or not, both are closed. */
function join(from: Readable, to: Duplex): void {
  if (from instanceof Socket) from.setKeepAlive(true, probeAfterMs); // finds out when the other machine is gone
  from.on('error', () => {});
  from.pipe(to, { end: false });
  for (const end of ['end', 'close']) from.once(end, () => closeSoon(to));
  to.once('close', () => from.destroy());
}

function closeSoon(side: Duplex): void {
  if (side.destroyed) return;
  const surely = setTimeout(() => side.destroy(), lingerMs).unref();
  side.once('close', () => clearTimeout(surely));
  side.end(() => side.destroy());
}

/** The beginning of an answer as it came; with `connection` another word is given about the connection. */
function headOf(answer: IncomingMessage, connection?: string): string {
  const { rawHeaders } = answer;
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const isAboutConnection = /^(connection|keep-alive|transfer-encoding)$/i.test(name);
    if (connection === undefined || !isAboutConnection) lines.push(`${name}: ${rawHeaders[at + 1]}`);
  }
  if (connection !== undefined) lines.push(`Connection: ${connection}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
