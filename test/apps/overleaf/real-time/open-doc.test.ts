import assert from 'node:assert/strict';
import { it } from 'node:test';
import { OpenDoc } from '#apps/overleaf/real-time/client/open-doc';

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
