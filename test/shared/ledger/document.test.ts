import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { makeFiles, staleFiles } from '#compose/ledger/files';
import { filesWithLessons } from '#shared/ledger/lessons';

const root = join(import.meta.dirname, '..', '..', '..');

it('the READMEs have the ledgers that the code makes', async () => {
  assert.deepEqual(staleFiles(await makeFiles()), []);
});

it('the files whose lessons are named exist', () => {
  assert.deepEqual(
    filesWithLessons().filter((path) => !existsSync(join(root, path))),
    [],
  );
});
