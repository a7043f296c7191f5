import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import * as z from 'zod';
import { activationError } from '#shared/actions/activation-error';
import { actionClient, actionUrl } from '#shared/actions/client';
import { conflict, isKind, isTransient, ServiceError } from '#shared/errors';
import { invokeInstead } from '#shared/messaging/invoke-instead';
import { verdictOn } from '#shared/messaging/retry';
import { rpcAction } from '#shared/thrift/action';

/** What the platform answers to an invocation that it refuses, and what becomes of the message. */
const refusals = [
  [400, 'invalid', 'never'],
  [401, 'unauthenticated', 'counted'],
  [403, 'forbidden', 'counted'],
  [405, 'invalid', 'never'],
  [409, 'conflict', 'counted'],
  [413, 'too-large', 'never'],
  [429, 'unavailable', 'again'],
  [500, 'unavailable', 'again'],
  [503, 'unavailable', 'again'],
  [504, 'deadline-exceeded', 'again'],
  // An action that is being deployed.
  [404, 'unavailable', 'again'],
] as const;

describe('the error of an activation', () => {
  it('that an action has thrown comes back as it was', () => {
    // As the runtime of an action writes it.
    const { name, message, kind } = conflict('the cart has changed');
    const text = JSON.stringify({ error: { name, message, kind, stack: 'Error: …' } });
    const error = activationError('shop/cart', 502, text);
    assert.ok(isKind(error, 'conflict'));
    assert.equal(error.message, 'the cart has changed');
  });

  it('that the platform has refused has the kind of the status, whatever the body says', () => {
    for (const [status, kind, verdict] of refusals)
      for (const text of [
        '{"error":"words","code":"abc"}',
        '{"error":{"kind":"conflict","message":"no"}}',
        '<html>',
        '',
      ]) {
        const error = activationError('shop/cart', status, text);
        assert.ok(isKind(error, kind), `${status}: ${error}`);
        assert.equal(verdictOn(error), verdict);
        assert.match(error.message, /shop\/cart/);
      }
  });

  it('that is any other failure may come from the message, so it is no outage', () => {
    for (const [status, text] of [
      [502, '{"error":{"name":"TypeError","message":"no","stack":"…"}}'],
      [502, '{"error":{"kind":"something else","message":"no"}}'],
      [502, '{"error":"The action did not produce a valid response and exited unexpectedly."}'],
      [202, '{"activationId":"abc"}'],
    ] as const) {
      const error = activationError('shop/cart', status, text);
      assert.ok(!(error instanceof ServiceError), text);
      assert.match(error.message, /^action shop\/cart /);
    }
  });
});

describe('a client of an action that the platform refuses', () => {
  let status = 200;
  let server: Server;
  const client = async () => {
    server ??= createServer((request, response) => {
      request.resume().once('end', () => response.writeHead(status).end('{"error":"words"}'));
    });
    if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return actionClient(actionUrl(`http://127.0.0.1:${port}`, 'shop/cart'), 'uuid:key');
  };
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('throws the kind of the status, waiting or not', async () => {
    const action = await client();
    for (const [answered, kind] of refusals) {
      status = answered;
      await assert.rejects(action.start({}), (error) => isKind(error, kind), `${answered}`);
      await assert.rejects(action.invoke({}), (error) => isKind(error, kind), `${answered}`);
    }
    status = 502;
    await assert.rejects(action.start({}), (error) => isKind(error, 'unavailable'));
  });

  it('tells whoever has caused a message or a call nothing of a refusal that is not theirs', async () => {
    const action = await client();
    const send = invokeInstead(action);
    const call = rpcAction(action, z.unknown(), 1000);
    for (const [answered, kind] of refusals) {
      status = answered;
      const isOurs = ['invalid', 'unauthenticated', 'forbidden'].includes(kind);
      for (const sent of [send('order'), call({})])
        await assert.rejects(sent, (error) =>
          isOurs ? !(error instanceof ServiceError) && !isTransient(error) : isKind(error, kind),
        );
    }
  });
});
