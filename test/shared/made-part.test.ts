import assert from 'node:assert/strict';
import { it } from 'node:test';
import { withMadePart } from '#shared/document/made-part';

const part = { name: 'ledger', command: 'npm run ledger -- --write' };
const place = '<!-- ledger: made by `npm run ledger -- --write` -->\n<!-- end of the ledger -->\n';

it('a part of a document is written between two comments, again and again with the same result', () => {
  const once = withMadePart('README.md', `# A\n\n${place}\nB\n`, part, 'TABLE');
  assert.match(once, /^# A\n\n<!-- .* -->\n\nTABLE\n\n<!-- .* -->\n\nB\n$/);
  assert.equal(withMadePart('README.md', once, part, 'TABLE'), once);
});

it('a document without the comments is refused with the lines that it needs', () => {
  assert.throws(
    () => withMadePart('apps/a/README.md', '# A\n', part, 'TABLE'),
    /apps\/a\/README\.md .*<!-- ledger.*<!-- end/,
  );
});
