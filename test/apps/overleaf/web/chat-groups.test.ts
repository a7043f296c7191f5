import assert from 'node:assert/strict';
import { it } from 'node:test';
import { groupsOf, piecesOf } from '#apps/overleaf/web/ui/editor/panels/chat/groups';

const minute = 60_000;
const said = (user_id: string, minutes: number) => ({ user_id, timestamp: minutes * minute });

it('puts together what one person says within five minutes of the message before', () => {
  const groups = groupsOf([
    said('ann', 0),
    said('ann', 4),
    said('ann', 8),
    said('bob', 9),
    said('ann', 10),
    said('ann', 15),
  ]);
  assert.deepEqual(
    groups.map(({ user, messages }) => [user, messages.length]),
    [
      ['ann', 3],
      ['bob', 1],
      ['ann', 1],
      ['ann', 1],
    ],
  );
});

it('finds links without the signs of the sentence around them', () => {
  const links = (text: string) => piecesOf(text).flatMap(({ link }) => link ?? []);
  assert.deepEqual(links('See https://example.org/a?b=c#d, or (http://example.org).'), [
    'https://example.org/a?b=c#d',
    'http://example.org',
  ]);
  assert.deepEqual(links('javascript:alert(1) and "https://x.org">'), ['https://x.org']);
  assert.deepEqual(links('https://'), []);
});

it('loses nothing of a text', () => {
  for (const text of ['', 'no link', 'https://a.org', 'a https://a.org b https://b.org.'])
    assert.equal(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
      text,
    );
});
