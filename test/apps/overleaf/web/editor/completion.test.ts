import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { completeFrom } from '#apps/overleaf/web/ui/editor/source/completion';

const complete = completeFrom(() => ({
  labels: ['sec:other'],
  keys: ['julia1918', 'mandelbrot1980'],
  paths: ['main.tex', 'chapters/one.tex', 'julia.jpg', 'all.bib'],
  snippets: [{ caption: '\\dfrac{}{}', snippet: '\\dfrac{$1}{$2}', meta: 'amsmath-cmd' }],
}));

/** What is offered at the end of a text, and from where on it takes its place. */
function offered(text: string, after = '') {
  const state = EditorState.create({ doc: text + after });
  const found = complete(new CompletionContext(state, text.length, false));
  return found && { from: text.slice(found.from), labels: found.options.map(({ label }) => label) };
}

it('offers the labels of all documents, those of this one too', () => {
  const found = offered('\\label{sec:own}\n\\ref{se');
  assert.deepEqual(found, { from: 'se', labels: ['sec:other', 'sec:own'] });
});

it('offers keys of references after each comma', () => {
  assert.deepEqual(offered('\\citep[page 2]{julia1918, man'), {
    from: 'man',
    labels: ['julia1918', 'mandelbrot1980'],
  });
});

it('offers the files that a command can use', () => {
  assert.deepEqual(offered('\\input{')?.labels, ['main.tex', 'chapters/one.tex']);
  assert.deepEqual(offered('\\includegraphics[width=3cm]{ju')?.labels, ['julia.jpg']);
  assert.deepEqual(offered('\\addbibresource{')?.labels, ['all.bib']);
});

it('offers common commands, those of packages, and those of the text', () => {
  const labels = offered('\\newcommand{\\half}[1]{}\n\\te')?.labels ?? [];
  for (const label of ['\\textbf', '\\dfrac', '\\half', '\\begin{itemize}'])
    assert.ok(labels.includes(label), `${label} is offered`);
});

it('offers to end the environment that is open', () => {
  assert.deepEqual(offered('\\begin{figure}\\begin{center}\\end{center}\n\\end{')?.labels, ['figure']);
});

it('takes the brace with it that was closed by itself', () => {
  const state = EditorState.create({ doc: '\\begin{item}' });
  const found = complete(new CompletionContext(state, '\\begin{item'.length, false));
  assert.equal(found?.to, '\\begin{item}'.length);
});

it('offers nothing in words and after a break of the line', () => {
  assert.equal(offered('some words'), null);
  assert.equal(offered('a line \\\\'), null);
});
