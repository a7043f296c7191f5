// The OpenWhisk that a person names is checked before anything starts.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import * as z from 'zod';
import { Failure } from '#shared/cli/failure';
import { factsOf } from '#wsk/deploy/host-facts';
import { restOf } from '#wsk/deploy/rest';
import { checkPlacement, findTarget, findTargetOffline } from '#wsk/deploy/target';
import type { Placement } from '#wsk/placements/placement';
import { noTlsFront } from '../clients/tls-front.ts';
import { usePlatform } from './helper.ts';

/** The base URL of a server with these responses; without them, one at which nobody listens. */
async function server(respond?: RequestListener): Promise<string> {
  const http = createServer(respond).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  if (respond === undefined) http.close();
  else
    after(() => {
      http.close();
      http.closeAllConnections();
    });
  return `http://127.0.0.1:${port}`;
}

/** The base URL of a server that names the namespace guest, with a certificate for which nobody vouches. */
async function serverWithOwnCertificate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [key = '', cert = ''] = ['key', 'cert'].map((name) => join(folder, name));
  const args = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=openwhisk',
    '-keyout',
    key,
    '-out',
    cert,
  ];
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const options = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  const https = createTlsServer(options, (_, response) => response.end('["guest"]')).listen(0, '127.0.0.1');
  await once(https, 'listening');
  after(() => https.close());
  return `https://127.0.0.1:${(https.address() as AddressInfo).port}`;
}

const OW_AUTH = 'uuid:key';
const withoutScheme = (url: string): string => url.replace('http://', '');

describe('OW_APIHOST and OW_AUTH', () => {
  it('give the namespace of the key, with any slashes at the end of the address', async () => {
    const { apihost, key } = await usePlatform();
    assert.deepEqual(await findTarget({ OW_APIHOST: `${apihost}//`, OW_AUTH: key }), {
      apihost,
      auth: key,
      namespace: 'guest',
    });
  });

  it('are both needed', async () => {
    for (const env of [{}, { OW_AUTH }, { OW_APIHOST: '', OW_AUTH }])
      await assert.rejects(findTarget(env), /^Failure: OW_APIHOST is not set: give/);
    for (const env of [{ OW_APIHOST: 'host' }, { OW_APIHOST: 'host', OW_AUTH: '' }])
      await assert.rejects(findTarget(env), /^Failure: OW_AUTH is not set: give the UUID:KEY/);
  });

  it('are refused when the address has another scheme or cannot be an address', async () => {
    for (const OW_APIHOST of ['ftp://host', 'http+unix://%2Ftmp%2Fow.sock', 'http://', 'a b', 'host:port'])
      await assert.rejects(
        findTarget({ OW_APIHOST, OW_AUTH }),
        /^Failure: OW_APIHOST is .*: give http:\/\/HOST/,
      );
  });

  it('lead to a failure that a person can read when the host stops responding, or refuses to say what is there', async () => {
    const silent = await server(() => undefined);
    const full = await server((_, response) => response.writeHead(503).end('{"error":"full"}'));
    const gone = await server();
    const read = (apihost: string) => restOf({ apihost, auth: OW_AUTH }, 100).read(z.unknown(), '_/triggers');
    await assert.rejects(
      read(silent),
      /^Failure: http.* sends no response to GET .*triggers: none within 0.1 s$/,
    );
    await assert.rejects(read(gone), /^Failure: .* sends no response to GET .*triggers: .*ECONNREFUSED/);
    await assert.rejects(factsOf({ apihost: gone, auth: OW_AUTH }), /^Failure: .*ECONNREFUSED/);
    await assert.rejects(read(full), (error) => {
      assert.ok(error instanceof Failure);
      assert.match(error.message, /GET _\/triggers is refused with 503: full/);
      return true;
    });
  });

  it('are refused, without showing it, when the address has a password', async () => {
    await assert.rejects(findTarget({ OW_APIHOST: 'http://me:hidden@host', OW_AUTH }), (error: Error) => {
      assert.match(error.message, /^OW_APIHOST has a user or a password before @: give them as UUID:KEY/);
      assert.doesNotMatch(error.message, /hidden/);
      return true;
    });
  });

  it('name the address that cannot be reached, and the rule for one without a scheme', async () => {
    const url = await server();
    await assert.rejects(findTarget({ OW_APIHOST: url, OW_AUTH }), {
      message: `The OpenWhisk at ${url} cannot be reached: ECONNREFUSED.`,
    });
    const bare = withoutScheme(url);
    await assert.rejects(findTarget({ OW_APIHOST: bare, OW_AUTH }), {
      message: `The OpenWhisk at https://${bare} cannot be reached: ECONNREFUSED. OW_APIHOST is ${bare}, and an address without a scheme gets https://; write http://${bare} for plain HTTP.`,
    });
  });

  it('are refused when the server speaks no TLS although the address has no scheme', async () => {
    const bare = withoutScheme(await server((_, response) => response.end('[]')));
    await assert.rejects(
      findTarget({ OW_APIHOST: bare, OW_AUTH }),
      new RegExp(`The OpenWhisk at https://${bare} cannot be reached: .* write http://${bare} for`),
    );
  });

  it('are refused with the remedies when nobody vouches for the certificate, which --insecure accepts', {
    skip: noTlsFront,
  }, async () => {
    const env = { OW_APIHOST: await serverWithOwnCertificate(), OW_AUTH };
    await assert.rejects(
      findTarget(env),
      /none that this machine trusts: --insecure accepts it, NODE_EXTRA_CA_CERTS=FILE/,
    );
    assert.equal((await findTarget(env, true)).namespace, 'guest');
  });

  it('are refused when the platform does not know the key', async () => {
    const { apihost } = await usePlatform();
    await assert.rejects(
      findTarget({ OW_APIHOST: apihost, OW_AUTH }),
      /refuses the key in OW_AUTH with 401: give the UUID:KEY/,
    );
  });

  it('are refused when the server is no OpenWhisk', async () => {
    const answers: RequestListener[] = [
      (_, response) => response.end('<html>'),
      (_, response) => response.end('{"name":"guest"}'),
      (_, response) => response.end('[]'),
      (_, response) => response.writeHead(404).end('["guest"]'),
    ];
    for (const answer of answers)
      await assert.rejects(
        findTarget({ OW_APIHOST: await server(answer), OW_AUTH }),
        /responds with (200|404) and no list of namespaces: OW_APIHOST must be the API host/,
      );
  });
});

describe('a manifest', () => {
  it('needs no host that can be reached', async () => {
    const OW_APIHOST = await server();
    const told: string[] = [];
    const report = (sentence: string): void => void told.push(sentence);
    const host = { apihost: OW_APIHOST, auth: OW_AUTH };
    const named = await findTargetOffline(report, { OW_APIHOST, OW_AUTH, OW_NAMESPACE: 'mine' });
    assert.deepEqual([named, told], [{ ...host, namespace: 'mine' }, []]);
    assert.deepEqual(await findTargetOffline(report, { OW_APIHOST, OW_AUTH }), {
      ...host,
      namespace: 'guest',
    });
    assert.match(
      told.join(),
      /cannot be reached: ECONNREFUSED\. .* namespace guest; OW_NAMESPACE names another/,
    );
  });

  it('has the namespace of the key when the host can be reached, and a wrong key is refused', async () => {
    const { apihost: OW_APIHOST, key } = await usePlatform();
    const report = (): void => assert.fail('nothing is to be told');
    assert.equal((await findTargetOffline(report, { OW_APIHOST, OW_AUTH: key })).namespace, 'guest');
    await assert.rejects(findTargetOffline(report, { OW_APIHOST, OW_AUTH }), /refuses the key/);
  });
});

describe('a placement with an extension', () => {
  const placement: Placement = {
    name: 'leap',
    summary: 'a placement of this test',
    extension: async () => ({
      name: 'leap',
      serve: async () => ({ status: 400 }),
      afterEntityChange: async () => undefined,
      beforeRecordsRead: () => undefined,
      onMemoryShortage: () => undefined,
      instanceInfo: () => ({}),
      close: () => undefined,
    }),
  };

  it('is refused on a platform that was started without it', async () => {
    const { apihost, key } = await usePlatform();
    await assert.rejects(
      checkPlacement(placement, { apihost, auth: key }),
      /does not offer the placement 'leap': it must be started by npm run openwhisk -- --placement leap; or/,
    );
    await checkPlacement({ name: 'leap', summary: 'without an extension' }, { apihost, auth: key });
  });

  it('is accepted on a platform that was started with it', async () => {
    const extensions = placement.extension === undefined ? [] : [placement.extension];
    const { apihost, key } = await usePlatform({ extensions });
    await checkPlacement(placement, { apihost, auth: key });
  });

  it('is refused by a server that is no OpenWhisk', async () => {
    const apihost = await server((_, response) => response.writeHead(404).end());
    await assert.rejects(checkPlacement(placement, { apihost, auth: OW_AUTH }), /does not offer/);
  });
});
