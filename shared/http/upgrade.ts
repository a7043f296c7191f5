import type { IncomingMessage, Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex, Readable } from 'node:stream';
import { addressOf } from './address.ts';
import { lookUpInTurn } from './instances.ts';
import { refuseSocket } from './linger.ts';
import { forwardedFor, type Target } from './proxy.ts';

/** The destination of an upgraded connection; `timeoutMs` limits the time until the service accepts the upgrade. */
export type UpgradeTarget = Pick<Target, 'service' | 'url' | 'timeoutMs'>;

/** Milliseconds in which the remaining side of a connection may still read the last bytes. */
const lingerMs = 2000;
/** Milliseconds of silence after which TCP keep-alive checks whether the peer still exists. */
const probeAfterMs = 60_000;

/**
 * Forwards the upgraded connections of a server, such as WebSockets, to the target that `targetOf` returns for a path with its
 * query; undefined gives 404. SIGTERM and SIGINT close all connections, because a server waits for open ones before it ends.
 */
export function forwardUpgrades(server: Server, targetOf: (path: string) => UpgradeTarget | undefined): void {
  const sockets = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    const to = targetOf(request.url ?? '/');
    if (to === undefined) refuseSocket(socket, 404, `There is no ${request.url} here.`);
    else forwardUpgrade(request, socket, head, to);
  });
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      for (const socket of sockets) socket.destroy();
    });
  }
}

/**
 * Requests the client's upgrade from a service, with the client's headers and its `Host`, and pipes the two connections into each
 * other. When the service refuses the upgrade, its response is relayed. Responds with 502 when the service cannot be reached and
 * with 504 when it stays silent.
 */
export function forwardUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { service, url, timeoutMs }: UpgradeTarget,
): void {
  const { connection, path, transport } = addressOf(url);
  const headers = { ...request.headers, 'x-forwarded-for': forwardedFor(request) };
  const upstream = transport.request({ ...connection, path, headers, agent: false, lookup: lookUpInTurn });
  const abort = () => upstream.destroy();
  // `read(0)` consumes no bytes and makes the socket report its end.
  const detectEnd = () => void socket.read(0);
  const fail = (status: number, text: string) => {
    socket.off('readable', detectEnd);
    refuseSocket(socket, status, text);
  };
  const silent = setTimeout(() => {
    fail(504, `The ${service} service did not answer within ${timeoutMs / 1000} s.`);
    upstream.destroy();
  }, timeoutMs);
  upstream.once('close', () => clearTimeout(silent));
  socket.on('error', abort).once('close', abort).once('end', abort).on('readable', detectEnd);

  upstream.on('error', () => fail(502, `The ${service} service cannot be reached; try again in a moment.`));
  upstream.on('response', (refusal) => {
    clearTimeout(silent);
    socket.write(headOf(refusal, 'close'));
    pipeAndClose(refusal, socket);
  });
  upstream.on('upgrade', (response, peer, peerHead) => {
    clearTimeout(silent);
    socket.off('error', abort).off('close', abort).off('end', abort).off('readable', detectEnd);
    if (socket.destroyed) return void peer.destroy();
    socket.write(headOf(response));
    socket.write(peerHead);
    peer.write(head);
    pipeAndClose(peer, socket);
    pipeAndClose(socket, peer);
  });
  upstream.end();
}

/** Pipes one side into the other; when either side ends or fails, both are closed. */
function pipeAndClose(from: Readable, to: Duplex): void {
  if (from instanceof Socket) from.setKeepAlive(true, probeAfterMs); // detects that the peer's machine is down
  from.on('error', () => {});
  from.pipe(to, { end: false });
  for (const end of ['end', 'close']) from.once(end, () => closeSoon(to));
  to.once('close', () => from.destroy());
}

function closeSoon(side: Duplex): void {
  if (side.destroyed) return;
  const timer = setTimeout(() => side.destroy(), lingerMs).unref();
  side.once('close', () => clearTimeout(timer));
  side.end(() => side.destroy());
}

/** The status line and the received headers of a response; `connection` replaces the headers about the connection. */
function headOf(response: IncomingMessage, connection?: string): string {
  const { rawHeaders, statusCode, statusMessage } = response;
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const isAboutConnection = /^(connection|keep-alive|transfer-encoding)$/i.test(name);
    if (connection === undefined || !isAboutConnection) lines.push(`${name}: ${rawHeaders[at + 1]}`);
  }
  if (connection !== undefined) lines.push(`Connection: ${connection}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
