import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isAskable, misspellingIn } from '#apps/overleaf/spelling/aspell/line';

it('reads what aspell says of a word', () => {
  assert.deepEqual(misspellingIn('& helllo 3 1: hello, hell lo, he’ll'), {
    word: 'helllo',
    suggestions: ['hello', 'hell lo', 'he’ll'],
  });
  assert.deepEqual(misspellingIn('# qqqzzz 1'), { word: 'qqqzzz', suggestions: [] });
  for (const line of ['', '*', '@(#) International Ispell Version 3.1.20'])
    assert.equal(misspellingIn(line), undefined);
});

it('asks aspell for words only, never for what may be a command', () => {
  for (const word of ['word', 'naïve', 'Übung', 'don’t', "don't", 'a-b', 'e.g.', 'पानी'])
    assert.ok(isAskable(word), word);
  for (const text of ['', ' ', 'two words', 'a\nb', '*word', '!', '$$cs', '#', '%', '{', '\\a', '123', "'"])
    assert.equal(isAskable(text), false, text);
});
