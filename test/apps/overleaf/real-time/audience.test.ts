import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reaches } from '#apps/overleaf/real-time/audience';

const restricted = { isRestricted: true, privilege: 'readOnly' };
const member = (privilege: string) => ({ isRestricted: false, privilege });

describe('an event', () => {
  it('about files and texts reaches everybody', () => {
    for (const event of ['otUpdateApplied', 'otUpdateError', 'reciveNewDoc', 'removeEntity'])
      for (const editor of [restricted, member('readOnly'), member('owner')])
        assert.equal(reaches(event, editor), true, event);
  });

  it('about people does not reach those who may not know them', () => {
    for (const event of ['new-chat-message', 'clientTracking.clientUpdated', 'project:membership:changed'])
      assert.deepEqual(
        [reaches(event, restricted), reaches(event, member('readOnly'))],
        [false, true],
        event,
      );
  });

  it('with the links reaches the owner, because they give more than others may do', () => {
    const heard = [restricted, member('readOnly'), member('readAndWrite'), member('owner')].map((editor) =>
      reaches('project:tokens:changed', editor),
    );
    assert.deepEqual(heard, [false, false, false, true]);
  });
});
