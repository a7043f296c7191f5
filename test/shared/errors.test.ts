import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as errors from '#shared/errors';

const { invalid, unauthenticated, forbidden, notFound, conflict, tooLarge, unavailable, deadlineExceeded } =
  errors;

describe('an error of a service', () => {
  it('has the kind of its constructor, its text and its cause', () => {
    const cause = new Error('ECONNREFUSED');
    const made: [errors.ServiceError, errors.ErrorKind][] = [
      [invalid('x'), 'invalid'],
      [unauthenticated('x'), 'unauthenticated'],
      [forbidden('x'), 'forbidden'],
      [notFound('x'), 'not-found'],
      [conflict('x'), 'conflict'],
      [tooLarge('x'), 'too-large'],
      [unavailable('x', cause), 'unavailable'],
      [deadlineExceeded('x', cause), 'deadline-exceeded'],
    ];
    for (const [error, kind] of made) {
      assert.equal(error.kind, kind);
      assert.equal(error.message, 'x');
      assert.ok(errors.isKind(error, 'conflict', kind));
    }
    assert.equal(unavailable('x', cause).cause, cause);
    assert.ok(!('cause' in invalid('x')));
  });

  it('is transient when an outage is the reason, and nothing else is', () => {
    assert.ok(errors.isTransient(unavailable('x')));
    assert.ok(errors.isTransient(deadlineExceeded('x')));
    for (const error of [conflict('x'), invalid('x'), new Error('x'), { kind: 'unavailable' }, undefined])
      assert.ok(!errors.isTransient(error));
  });
});
