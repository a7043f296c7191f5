import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { FolderEntry } from '#apps/overleaf/web/ui/editor/entries';
import {
  docWithId,
  entriesOf,
  findDoc,
  folderOf,
  parentOf,
  placesIn,
} from '#apps/overleaf/web/ui/editor/tree/find';
import { originOf } from '#apps/overleaf/web/ui/editor/tree/linked';

const named = (name: string) => ({ _id: `id of ${name}`, name });
const folder = (name: string, rest: Partial<FolderEntry> = {}): FolderEntry => ({
  ...named(name),
  folders: [],
  docs: [],
  fileRefs: [],
  ...rest,
});
const inner = folder('inner', { docs: [named('deep.tex')] });
const root = folder('root', {
  folders: [folder('part 10'), folder('part 2', { folders: [inner] })],
  docs: [named('b.tex'), named('a 10.tex')],
  fileRefs: [named('a 2.png')],
});

it('lists folders first and the rest together, with numbers as numbers', () => {
  assert.deepEqual(
    entriesOf(root).map(({ type, entry }) => `${type} ${entry.name}`),
    ['folder part 2', 'folder part 10', 'file a 2.png', 'doc a 10.tex', 'doc b.tex'],
  );
});

it('finds documents by path and by id, and the folders that have them', () => {
  assert.equal(findDoc(root, 'part 2/inner/deep.tex')?.name, 'deep.tex');
  assert.equal(findDoc(root, 'part 10/inner/deep.tex'), undefined);
  assert.equal(docWithId(root, 'id of deep.tex')?.name, 'deep.tex');
  assert.equal(folderOf(root, 'id of deep.tex')?.name, 'inner');
  assert.equal(folderOf(root, 'id of inner')?.name, 'inner');
  assert.equal(parentOf(root, 'id of inner')?.name, 'part 2');
  assert.equal(parentOf(root, 'id of root'), undefined);
});

it('offers no folder within itself as a place', () => {
  const paths = (except?: string) => placesIn(root, except).map(({ path }) => path);
  assert.deepEqual(paths(), ['', 'part 2', 'part 2/inner', 'part 10']);
  assert.deepEqual(paths('id of part 2'), ['', 'part 10']);
});

it('says where a linked file comes from', () => {
  const from = (linkedFileData: unknown) => originOf({ ...named('x'), linkedFileData });
  assert.equal(from({ provider: 'url', url: 'https://example.org/x' }), 'https://example.org/x');
  assert.equal(
    from({ provider: 'project_file', source_project_id: 'p', source_entity_path: '/a/b.bib' }),
    'a/b.bib of another project',
  );
  assert.equal(from(null), undefined);
});
