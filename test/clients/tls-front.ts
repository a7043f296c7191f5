import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A proxy on this machine that is every https site: it leads to one site, whatever host a client asks for. */
export interface TlsFront {
  /** With these variables a client in Python uses the proxy, and trusts its certificate. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts one in front of the site at `url`, with a new certificate for `host`; needs `openssl`. */
export async function startTlsFront(url: string, host: string): Promise<TlsFront> {
  const folder = await mkdtemp(join(tmpdir(), 'tls-front-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  await run('openssl', [
    ...['req', '-x509', '-nodes', '-days', '1', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
    ...['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`],
    ...['-keyout', key, '-out', certificate],
  ]);
  const { hostname, port } = new URL(url);
  const options = { key: await readFile(key), cert: await readFile(certificate) };
  const secure = createTlsServer(options, (client) => {
    const site = connect(Number(port), hostname);
    client.pipe(site).pipe(client);
    // One end that goes takes the other one with it.
    client.on('error', () => site.destroy()).on('close', () => site.destroy());
    site.on('error', () => client.destroy()).on('close', () => client.destroy());
  });
  const proxy = createServer();
  proxy.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    secure.emit('connection', socket);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    env: {
      https_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      REQUESTS_CA_BUNDLE: certificate,
      WEBSOCKET_CLIENT_CA_BUNDLE: certificate,
    },
    async stop() {
      proxy.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Why there can be no such proxy here, or false. */
export const noTlsFront = await run('openssl', ['version']).then(
  () => false as const,
  () => 'there is no openssl on this machine, which makes the certificate',
);
