import assert from 'node:assert/strict';
import { it } from 'node:test';
import { headingIn, sectionsOf } from '#apps/overleaf/web/ui/editor/source/sections';

it('finds the sections of a document, with their lines and levels', () => {
  const text = [
    '\\documentclass{book}',
    '\\chapter{One}',
    'Words, and \\emph{more}.',
    '\\section*{Of it}',
    '% \\section{Not this one}',
    '  \\subsection[Short]{A long title}',
  ];
  assert.deepEqual(sectionsOf(text), [
    { level: 30, title: 'One', line: 2 },
    { level: 40, title: 'Of it', line: 4 },
    { level: 50, title: 'Short', line: 6 },
  ]);
});

it('shows titles without their commands', () => {
  const titleOf = (line: string) => headingIn(line)?.title;
  assert.equal(titleOf('\\section{On \\emph{nothing}\\label{sec:nothing}}'), 'On nothing');
  assert.equal(titleOf('\\section{100 \\% \\& more} text'), '100 % & more');
  assert.equal(titleOf('\\section{Goes on in'), 'Goes on in');
  assert.equal(titleOf('\\section{}'), 'Without a title');
});

it('takes no other command for a section', () => {
  assert.equal(headingIn('\\sectionmark{One}'), undefined);
  assert.equal(headingIn('the word section{One}'), undefined);
  assert.equal(headingIn('50\\% of \\section{One}')?.title, 'One');
});
