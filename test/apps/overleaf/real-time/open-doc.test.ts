import assert from 'node:assert/strict';
import { it } from 'node:test';
import { OpenDoc } from '#apps/overleaf/real-time/client/open-doc';

it('the comments on a text come with it, move with what is typed, and are those of the server after a connection was lost', () => {
  const link = { send: async () => {}, reopen: () => {} };
  const doc = new OpenDoc('d1', link, {}, 60_000);
  const metadata = { user_id: 'u1', ts: '2026-01-01' };
  // A text is sent as the bytes of its UTF-8.
  const comment = { id: 't1', op: { p: 2, c: 'd\u00c3\u00a9', t: 't1' }, metadata };
  const seen = () => doc.comments.map(({ id, op: { p, c } }) => [id, p, c]);
  doc.opened('P.1', [['abd\u00c3\u00a9'], 1, [], { comments: [comment] }], -1);
  assert.equal(doc.text, 'abd\u00e9');
  assert.deepEqual(seen(), [['t1', 2, 'd\u00e9']]);
  doc.edit([
    { p: 0, i: 'xy' },
    { p: 0, c: 'xy', t: 't2' },
  ]);
  assert.deepEqual(seen(), [
    ['t1', 4, 'd\u00e9'],
    ['t2', 0, 'xy'],
  ]);
  doc.removeComment('t1');
  assert.deepEqual(seen(), [['t2', 0, 'xy']]);
  doc.disconnected();
  const remote = { v: 1, op: [{ p: 4, i: '!' }], meta: { source: 'P.9' } };
  const now = { id: 't3', op: { p: 4, c: '!', t: 't3' }, metadata };
  doc.opened('P.2', [['abd\u00c3\u00a9!'], 2, [remote], { comments: [now] }], 1);
  assert.deepEqual(seen(), [
    ['t3', 6, '!'],
    ['t2', 0, 'xy'],
  ]);
  doc.close();
});

it('an editor has what the server will have of characters that need two places', async () => {
  let doc: OpenDoc | undefined;
  const sent = await new Promise((resolve) => {
    const link = { send: async (_id: string, update: object) => resolve(update), reopen: () => {} };
    doc = new OpenDoc('d1', link, {}, 0);
    doc.opened('P.1', [['AB'], 1, []], -1);
    doc.edit([{ p: 1, i: '\u{1f600}' }]);
  });
  assert.deepEqual(sent, { op: [{ p: 1, i: '\ufffd\ufffd' }], v: 1, dupIfSource: ['P.1'] });
  doc?.edit([{ p: 1, d: '\ufffd\ufffd' }]);
  assert.equal(doc?.text, 'AB');
  doc?.close();
});

it('whoever comments learns whether the server has the comment, or why not', async () => {
  let lost: string | undefined;
  let isReopened = false;
  const link = {
    send: async () => {},
    reopen: () => {
      isReopened = true;
    },
  };
  const doc = new OpenDoc('d1', link, { lost: (text) => (lost = text) }, 60_000);
  doc.opened('P.1', [['ab'], 1, []], -1);
  const stored = doc.comment({ p: 0, c: 'a', t: 't1' });
  doc.applied({ v: 1 });
  await stored;
  const refused = doc.comment({ p: 1, c: 'b', t: 't2' });
  for (let tries = 0; tries < 2; tries++) doc.refused('there are too many');
  assert.ok(isReopened);
  const comments = [{ id: 't1', op: { p: 0, c: 'a', t: 't1' }, metadata: {} }];
  doc.opened('P.2', [['ab'], 2, [], { comments }], -1);
  await assert.rejects(refused, /^Error: there are too many$/);
  assert.equal(lost, undefined, 'the text is all there');
  doc.close();
});
