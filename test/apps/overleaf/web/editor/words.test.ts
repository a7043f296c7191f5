import assert from 'node:assert/strict';
import { it } from 'node:test';
import { wordsIn } from '#apps/overleaf/web/ui/editor/source/spelling/words';

const texts = (text: string) => wordsIn(text).map((word) => word.text);

it('checks the words of a text, in any script', () => {
  assert.deepEqual(texts("It isn't Straße, naïve or слово."), [
    'It',
    "isn't",
    'Straße',
    'naïve',
    'or',
    'слово',
  ]);
});

it('checks what stands in commands for text, but no names', () => {
  assert.deepEqual(texts('\\emph{helo} \\label{sec:helo} \\cite[page 2]{smyth} \\begin{itemize}'), ['helo']);
});

it('checks no formulas, comments, addresses and codes', () => {
  assert.deepEqual(texts('so $xy + \\alpha$ is % helo\nat https://exampl.org by me@exampl.org x86 a_bc'), [
    'so',
    'is',
    'at',
    'by',
  ]);
});

it('says where each word is', () => {
  assert.deepEqual(wordsIn('\\textbf{two words}'), [
    { text: 'two', from: 8 },
    { text: 'words', from: 12 },
  ]);
});
