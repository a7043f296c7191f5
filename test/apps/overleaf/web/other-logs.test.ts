import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readBibLog } from '#apps/overleaf/web/compile/log/bib-log';
import { readCheckLog } from '#apps/overleaf/web/compile/log/check-log';

describe('a log of a bibliography', () => {
  it('is that of BibTeX', () => {
    const log = [
      'Warning--I didn\'t find a database entry for "lost"',
      'Warning--empty journal in knuth',
      '--line 12 of file refs.bib',
      "I was expecting a `,' or a `}'---line 3 of file refs.bib",
    ].join('\n');
    assert.deepEqual(readBibLog(log), [
      { level: 'warning', message: 'I didn\'t find a database entry for "lost"' },
      { level: 'warning', message: 'empty journal in knuth', file: 'refs.bib', line: 12 },
      { level: 'error', file: 'refs.bib', line: 3, message: "I was expecting a `,' or a `}'" },
    ]);
  });

  it('is that of biber', () => {
    const log = "[123] Utils.pm:411> WARN - I didn't find a database entry for 'lost'\nINFO - done";
    assert.deepEqual(readBibLog(log), [
      { level: 'warning', message: "I didn't find a database entry for 'lost'" },
    ]);
  });

  it('is that of biber for a list that it cannot read, of which it names a copy', () => {
    const log = [
      '[1746] bibtex.pm:1713> INFO - LaTeX decoding ...',
      "[1756] bibtex.pm:1518> INFO - Found BibTeX data source 'refs.bib'",
      '[1758] Utils.pm:399> ERROR - BibTeX subsystem: /tmp/biber_tmp_x02z/8fe4c985_20274.utf8, line 3, syntax error: found "author", expected end of entry',
      '[1765] Biber.pm:135> INFO - ERRORS: 1',
    ].join('\n');
    assert.deepEqual(readBibLog(log), [
      {
        level: 'error',
        file: 'refs.bib',
        line: 3,
        message: 'syntax error: found "author", expected end of entry',
      },
    ]);
  });

  it('has a hundred messages at most', () => {
    assert.equal(readBibLog('Warning--x\n'.repeat(200)).length, 100);
  });
});

it('what chktex says has file and line', () => {
  assert.deepEqual(readCheckLog('./main.tex:3:1: Warning: Command terminated with space.\nother\n'), [
    { level: 'warning', file: 'main.tex', line: 3, message: 'Command terminated with space.' },
  ]);
});
