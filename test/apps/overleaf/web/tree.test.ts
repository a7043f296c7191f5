import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ObjectId } from 'mongodb';
import type { Folder } from '#apps/overleaf/web/project';
import { isName } from '#apps/overleaf/web/tree/names';
import { entriesOf } from '#apps/overleaf/web/tree/paths';
import {
  findByPath,
  folderIn,
  getById,
  insert,
  type Located,
  move,
  newFolder,
  remove,
  rename,
  walk,
} from '#apps/overleaf/web/tree/tree';

describe('the name of a document, file or folder', () => {
  it('may have any letters, and up to 149', () => {
    for (const name of ['main.tex', 'ünï.tex', '漢字.tex', '.latexmkrc', 'a b', '...', 'x'.repeat(149)])
      assert.ok(isName(name), name);
  });

  it('may not lead elsewhere, have signs that mean something, or be too long', () => {
    const wrong = [
      '',
      '.',
      '..',
      'a/b',
      'a\\b',
      'a*',
      'a\0',
      'a\n',
      'a\u007f',
      'a\u0085',
      '😀',
      '\ud800',
      'x'.repeat(150),
    ];
    for (const name of wrong) assert.ok(!isName(name), JSON.stringify(name));
  });
});

describe('the tree of a project', () => {
  const doc = (name: string) => ({ type: 'doc' as const, entity: { _id: new ObjectId(), name } });
  const file = (name: string) => ({
    type: 'file' as const,
    entity: { _id: new ObjectId(), name, rev: 0, created: new Date() },
  });
  const folder = (name: string) => ({ type: 'folder' as const, entity: newFolder(name) });

  /** A tree with `/main.tex`, `/a/one.tex`, `/a/b/two.png`. */
  function someTree() {
    const root = newFolder('rootFolder');
    const [a, b] = [folder('a'), folder('b')];
    const [main, one, two] = [doc('main.tex'), doc('one.tex'), file('two.png')];
    insert(main, root, root);
    insert(a, root, root);
    insert(b, a.entity, root);
    insert(one, a.entity, root);
    insert(two, b.entity, root);
    return { root, a: a.entity, b: b.entity, main: main.entity, one: one.entity, two: two.entity };
  }
  const paths = (root: Folder): string[] => [...walk(root)].map(({ path }) => path).sort();
  const at = (root: Folder, path: string): Located => {
    const found = findByPath(root, path);
    assert.ok(found, path);
    return found;
  };
  const refuses = (work: () => void, message: RegExp): void =>
    assert.throws(
      work,
      (error: Error & { kind?: string }) => error.kind === 'invalid' && message.test(error.message),
    );

  it('is found by paths and by ids, of one type only', () => {
    const { root, b, one, two } = someTree();
    assert.deepEqual(paths(root), ['/a', '/a/b', '/a/b/two.png', '/a/one.tex', '/main.tex']);
    assert.deepEqual(
      entriesOf({ rootFolder: [root] }).map(({ type, path }) => [type, path]),
      [
        ['doc', '/main.tex'],
        ['doc', '/a/one.tex'],
        ['file', '/a/b/two.png'],
      ],
    );
    assert.equal(at(root, 'a/one.tex').entity, one);
    assert.equal(getById(root, 'file', two._id).path, '/a/b/two.png');
    assert.throws(() => getById(root, 'doc', two._id), { kind: 'not-found' });
    assert.equal(folderIn(root, undefined), root);
    assert.equal(folderIn(root, root._id), root);
    assert.equal(folderIn(root, b._id), b);
    assert.throws(() => folderIn(root, new ObjectId()), { kind: 'not-found' });
  });

  it('has each name once in a folder, whatever has it', () => {
    const { root, a } = someTree();
    for (const each of [doc('main.tex'), file('main.tex'), folder('main.tex'), doc('a')])
      refuses(() => insert(each, root, root), /^file already exists$/);
    insert(doc('main.tex'), a, root);
    refuses(() => rename(at(root, '/a/one.tex'), 'main.tex', root), /^file already exists$/);
    refuses(() => rename(at(root, '/main.tex'), 'main.tex', root), /^file already exists$/);
    refuses(() => move(at(root, '/main.tex'), a, root), /^file already exists$/);
    refuses(() => move(at(root, '/main.tex'), root, root), /^file already exists$/);
  });

  it('has no members of JavaScript objects at its top', () => {
    const { root, a } = someTree();
    for (const name of ['constructor', '__proto__', 'toString', 'prototype']) {
      refuses(() => insert(doc(name), root, root), /^blocked element name$/);
      refuses(() => rename(at(root, '/main.tex'), name, root), /^blocked element name$/);
      insert(doc(name), a, root);
      refuses(() => move(at(root, `/a/${name}`), root, root), /^blocked element name$/);
    }
  });

  it('moves and removes folders with all that is in them, but not into themselves', () => {
    const { root, a, b } = someTree();
    refuses(() => move(at(root, '/a'), b, root), /^destination folder is a child folder of me$/);
    refuses(() => move(at(root, '/a'), a, root), /^destination folder is a child folder of me$/);
    move(at(root, '/a/b'), root, root);
    assert.deepEqual(paths(root), ['/a', '/a/one.tex', '/b', '/b/two.png', '/main.tex']);
    rename(at(root, '/b'), 'c', root);
    remove(at(root, '/a'));
    assert.deepEqual(paths(root), ['/c', '/c/two.png', '/main.tex']);
  });

  it('has at most 2000 entities, 40 folders in each other, and 1024 letters in a path', () => {
    const root = newFolder('rootFolder');
    root.docs = Array.from({ length: 1999 }, (_, index) => doc(`${index}.tex`).entity);
    insert(folder('last'), root, root);
    refuses(() => insert(doc('more.tex'), root, root), /^project_has_too_many_files$/);

    const deep = newFolder('rootFolder');
    let inner = deep;
    for (let depth = 0; depth < 40; depth += 1) {
      const next = folder('x');
      insert(next, inner, deep);
      inner = next.entity;
    }
    refuses(() => insert(folder('x'), inner, deep), /^too deep/);

    const long = newFolder('rootFolder');
    const outer = folder('x'.repeat(149));
    insert(outer, long, long);
    let innermost = outer.entity;
    for (let length = 150; length + 150 <= 1024; length += 150) {
      const next = folder('y'.repeat(149));
      insert(next, innermost, long);
      innermost = next.entity;
    }
    refuses(() => insert(doc('z'.repeat(149)), innermost, long), /^path too long/);
  });
});
