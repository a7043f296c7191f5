import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pack, packRanges } from '#apps/overleaf/real-time/packed';

const unpack = (text: string): string => Buffer.from(text, 'latin1').toString();

describe('a packed text', () => {
  it('has a character for each byte', () => {
    for (const text of ['plain', 'žluť', '日本', '🙂', '']) {
      assert.equal(unpack(pack(text)), text);
      assert.equal(pack(text).length, Buffer.byteLength(text));
    }
  });

  it('of ranges is that of the comment or change; all else stays', () => {
    const metadata = { user_id: 'ž' };
    const ranges = {
      comments: [{ id: 'c', op: { p: 1, c: 'ž', t: 'ž' }, metadata }],
      changes: [
        { id: '1', op: { p: 2, i: 'é' }, metadata },
        { id: '2', op: { p: 3, d: '日' }, metadata },
      ],
    };
    assert.deepEqual(packRanges(ranges), {
      comments: [{ id: 'c', op: { p: 1, c: pack('ž'), t: 'ž' }, metadata }],
      changes: [
        { id: '1', op: { p: 2, i: pack('é') }, metadata },
        { id: '2', op: { p: 3, d: pack('日') }, metadata },
      ],
    });
    assert.deepEqual(packRanges({}), {});
  });
});
