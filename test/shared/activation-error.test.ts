import assert from 'node:assert/strict';
import { it } from 'node:test';
import { activationError } from '#shared/actions/activation-error';
import { conflict, isKind, ServiceError } from '#shared/errors';

it('an error of ours that an action has thrown comes back as it was', () => {
  // As the runtime of an action writes it.
  const { name, message, kind } = conflict('the cart has changed');
  const text = JSON.stringify({ error: { name, message, kind, stack: 'Error: …' } });
  const error = activationError('shop/cart', 502, text);
  assert.ok(isKind(error, 'conflict'));
  assert.equal(error.message, 'the cart has changed');
});

it('an action that the platform has not run is unavailable', () => {
  for (const [status, text] of [
    [404, '{"error":"The requested resource does not exist."}'],
    [429, '{"error":"Too many concurrent requests in flight"}'],
    [500, '{"error":"internal error"}'],
    [503, '<html>'],
  ] as const)
    assert.ok(isKind(activationError('shop/cart', status, text), 'unavailable'), `${status}`);
});

it('any other failure of an action may come from its message, so it is no outage', () => {
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
