import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { makeFiles, staleFiles } from '#compose/ledger/files';
import { withLedger } from '#shared/ledger/document';
import { filesWithLessons } from '#shared/ledger/lessons';

const root = join(import.meta.dirname, '..', '..', '..');
const place = '<!-- ledger: made by `npm run ledger -- --write` -->\n<!-- end of the ledger -->\n';

it('the ledger is written between two comments, again and again with the same result', () => {
  const once = withLedger('README.md', `# A\n\n${place}\nB\n`, 'TABLE');
  assert.match(once, /^# A\n\n<!-- .* -->\n\nTABLE\n\n<!-- .* -->\n\nB\n$/);
  assert.equal(withLedger('README.md', once, 'TABLE'), once);
});

it('a document without the comments is refused with the lines that it needs', () => {
  assert.throws(
    () => withLedger('apps/a/README.md', '# A\n', 'TABLE'),
    /apps\/a\/README\.md .*<!-- ledger.*<!-- end/,
  );
});

it('the READMEs have the ledgers that the code makes', async () => {
  assert.deepEqual(staleFiles(await makeFiles()), []);
});

it('the files whose lessons are named exist', () => {
  assert.deepEqual(
    filesWithLessons().filter((path) => !existsSync(join(root, path))),
    [],
  );
});
