import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wordsOf } from '#apps/overleaf/web/ui/parts/words';

describe('what the site refuses', () => {
  const refused: [said: string | object, asked: object | undefined, words: RegExp][] = [
    [
      { message: 'file already exists' },
      { name: 'a.tex' },
      /^there is already something called “a\.tex” here: choose another name$/,
    ],
    [{ message: 'invalid element name' }, { name: 'a/b' }, /^“a\/b” cannot be a name: choose one/],
    [{ success: false, error: 'invalid_filename' }, { name: 'a*b' }, /^“a\*b” cannot be a name: choose one/],
    [{ errorReason: 'invalid_email' }, { email: 'x' }, /^“x” is no e-mail address: /],
    [
      { message: 'name: may have at most 149 characters' },
      { name: 'x'.repeat(200) },
      /^the name “x{60}…” may have at most 149 characters$/,
    ],
    [{ message: 'projectName: Project name cannot be blank' }, {}, /^Project name cannot be blank$/],
    [
      { message: 'data.url: must be a URL; parent_folder_id: is missing' },
      { data: { url: 'x' } },
      /^the URL “x” must be a URL; the parent folder id is missing$/,
    ],
    [
      { message: 'newPassword1: must be a password' },
      { newPassword1: 'hunter2' },
      /^the new password1 must be/,
    ],
    [
      { message: 'Too many requests: at most 30 in 60 s; try again later' },
      {},
      /^Too many requests: at most/,
    ],
    ['doc updater could not load requested ops', undefined, /^this document is not there any more/],
    ['Unauthorized', undefined, /^you are not logged in any more: log in/],
  ];
  for (const [said, asked, words] of refused)
    it(`is said to people: ${words}`, () => {
      assert.match(wordsOf(400, typeof said === 'string' ? said : JSON.stringify(said), asked), words);
    });

  it('is said by what its status means, where only programmers understand the rest', () => {
    assert.match(wordsOf(502, '<html>Bad Gateway</html>'), /^the site has failed with 502: try again/);
    assert.match(
      wordsOf(504, '{"message":"the chat service answered 504"}'),
      /^the site has failed with 504/,
    );
    assert.match(wordsOf(404, ''), /^this is not there any more: load the page again$/);
    assert.equal(
      wordsOf(502, '{"message":"The URL cannot be fetched: 404"}'),
      'The URL cannot be fetched: 404',
    );
  });
});
