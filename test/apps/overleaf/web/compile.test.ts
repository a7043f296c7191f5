import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ObjectId } from 'mongodb';
import { problemsOf } from '#apps/overleaf/web/compile/checks';
import { stateOf } from '#apps/overleaf/web/compile/state';
import type { Entry } from '#apps/overleaf/web/tree/paths';

describe('the checks before a compile', () => {
  it('find a file that has the path of a folder', () => {
    const resources = ['a', 'a/b.tex', 'c.tex'].map((path) => ({ path, content: '' }));
    assert.deepEqual(problemsOf(resources), { conflictedPaths: [{ path: 'a' }] });
  });

  it('find texts that are too large together, the largest first', () => {
    const resources = [1, 3, 2].map((millions) => ({
      path: `${millions}.tex`,
      content: 'x'.repeat(millions * 1_000_000),
    }));
    assert.deepEqual(problemsOf(resources), {
      sizeCheck: {
        totalSize: 6_000_000,
        resources: [3, 2, 1].map((millions) => ({ path: `${millions}.tex`, kbSize: millions * 1000 })),
      },
    });
    assert.equal(problemsOf(resources.slice(1)), undefined);
  });
});

describe('the state of a project', () => {
  const doc: Entry = { type: 'doc', path: '/main.tex', entity: { _id: new ObjectId(), name: 'main.tex' } };
  const file: Entry = {
    type: 'file',
    path: '/a.png',
    entity: { _id: new ObjectId(), name: 'a.png', created: new Date(0), rev: 0 },
  };

  it('does not depend on the order', () => {
    assert.equal(stateOf([doc, file], { a: 1, b: 2 }), stateOf([file, doc], { b: 2, a: 1 }));
  });

  it('changes with each file and option', () => {
    const state = stateOf([doc, file], { compiler: 'pdflatex' });
    assert.notEqual(stateOf([doc], { compiler: 'pdflatex' }), state);
    assert.notEqual(stateOf([doc, file], { compiler: 'xelatex' }), state);
    const replaced: Entry = { ...file, entity: { ...file.entity, rev: 1 } };
    assert.notEqual(stateOf([doc, replaced], { compiler: 'pdflatex' }), state);
    const moved: Entry = { ...doc, path: '/sub/main.tex' };
    assert.notEqual(stateOf([moved, file], { compiler: 'pdflatex' }), state);
  });
});
