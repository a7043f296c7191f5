import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { it } from 'node:test';
import { checkReachable } from './reachable.ts';

/** The port of a server that listens until the end of the test; without `listens`, one on which nobody listens any more. */
async function port(listens: boolean): Promise<number> {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: found } = server.address() as AddressInfo;
  if (listens) server.unref();
  else server.close();
  return found;
}

const form = { app: 'robot-shop', form: 'serverless' } as const;

it('a form that answers at all its addresses is accepted, over Thrift too', async () => {
  const found = await port(true);
  const services = { cart: `http://127.0.0.1:${found}/cart`, user: `thrift://127.0.0.1:${found}` };
  await checkReachable({ ...form, url: `http://127.0.0.1:${found}`, services });
});

it('an address at which nothing answers is named with its variable', async () => {
  const [open, closed] = [await port(true), await port(false)];
  const [good, bad] = [`http://127.0.0.1:${open}`, `http://127.0.0.1:${closed}`];
  await assert.rejects(
    checkReachable({ ...form, url: bad, services: {} }),
    new RegExp(
      `at ${bad}, the TEST_ROBOT_SHOP_SERVERLESS_URL: ECONNREFUSED. Start the form there, or correct`,
    ),
  );
  await assert.rejects(
    checkReachable({ ...form, url: good, services: { cart: bad } }),
    new RegExp(`at ${bad}, the TEST_ROBOT_SHOP_SERVERLESS_SERVICES of cart: ECONNREFUSED`),
  );
});
