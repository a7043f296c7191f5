import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLatexLog } from '#apps/overleaf/web/compile/log/latex-log';

describe('a log of TeX', () => {
  it('tells an error with its file and line', () => {
    const log = [
      '(./main.tex',
      'LaTeX2e <2022-11-01>',
      '(/usr/share/texlive/article.cls',
      'Document Class: article)',
      '(./chapters/one.tex',
      '! Undefined control sequence.',
      'l.7 \\nonsense',
      '             ',
      'The control sequence at the end of the top line',
      '',
      ') )',
    ].join('\n');
    const [entry, ...others] = readLatexLog(log);
    assert.deepEqual(others, []);
    assert.equal(entry?.level, 'error');
    assert.equal(entry?.file, 'chapters/one.tex');
    assert.equal(entry?.line, 7);
    assert.equal(entry?.message, 'Undefined control sequence.');
    assert.match(entry?.content ?? '', /top line$/);
  });

  it('tells an error of the engine itself', () => {
    const log = [
      '(./main.tex',
      '!pdfTeX error: pdflatex (file ./broken.png): libpng: internal error',
      ' ==> Fatal error occurred, no output PDF file produced!',
    ].join('\n');
    assert.deepEqual(
      readLatexLog(log).map(({ level, file, message }) => [level, file, message]),
      [['error', 'main.tex', 'pdfTeX error: pdflatex (file ./broken.png): libpng: internal error']],
    );
  });

  it('tells the file again that goes on after another one has ended', () => {
    const log = '(./main.tex (./a.tex)\n! Missing $ inserted.\nl.3 x_1\n\n)';
    assert.deepEqual(
      readLatexLog(log).map(({ file, line }) => [file, line]),
      [['main.tex', 3]],
    );
  });

  it('tells a warning of several lines as one', () => {
    const log = [
      '(./main.tex',
      'Package hyperref Warning: Token not allowed in a PDF string (Unicode):',
      "(hyperref)                removing `math shift' on input line 12.",
      "LaTeX Warning: Reference `x' on page 1 undefined on input line 5.",
      ')',
    ].join('\n');
    assert.deepEqual(readLatexLog(log), [
      {
        level: 'warning',
        file: 'main.tex',
        line: 12,
        message: "Token not allowed in a PDF string (Unicode): removing `math shift' on input line 12.",
      },
      {
        level: 'warning',
        file: 'main.tex',
        line: 5,
        message: "Reference `x' on page 1 undefined on input line 5.",
      },
    ]);
  });

  it('tells boxes that do not fit, and takes parentheses in them for no files', () => {
    const log = [
      '(./main.tex',
      'Overfull \\hbox (12.3pt too wide) in paragraph at lines 10--11',
      '[]\\OT1/cmr/m/n/10 some (./words.tex of the text',
      '',
      'Underfull \\vbox (badness 10000) has occurred while \\output is active',
      '',
      '! Emergency stop.',
      'l.20 x',
      '',
      ')',
    ].join('\n');
    assert.deepEqual(
      readLatexLog(log).map(({ level, file, line }) => [level, file, line]),
      [
        ['typesetting', 'main.tex', 10],
        ['typesetting', 'main.tex', undefined],
        ['error', 'main.tex', 20],
      ],
    );
  });

  it('joins what TeX has broken after 1000 letters, and nothing else', () => {
    const message = `LaTeX Warning: Citation \`${'k'.repeat(1000)}' on page 1 undefined on input line 9.`;
    const log = `${message.slice(0, 1000)}\n${message.slice(1000)}\n! ${'e'.repeat(77)}\nl.3 x\n`;
    assert.deepEqual(
      readLatexLog(log).map(({ line }) => line),
      [9, 3],
    );
  });

  it('tells files with blanks in their names', () => {
    const log = [
      '(./main.tex (./chapters/the second.tex (see below) (./v1.2/my notes.tex)',
      '! Missing $ inserted.',
      '<inserted text> ',
      '                $',
      'l.1 x_',
      '      1',
      '',
      ') )',
    ].join('\n');
    assert.deepEqual(
      readLatexLog(log).map(({ file, line }) => [file, line]),
      [['chapters/the second.tex', 1]],
    );
  });

  it('tells the place where TeX gives up for lack of a file', () => {
    const log = [
      '(./main.tex',
      '',
      "! LaTeX Error: File `nosuchpackage.sty' not found.",
      '',
      'Type X to quit or <RETURN> to proceed,',
      'or enter new name. (Default extension: sty)',
      '',
      'Enter file name: ',
      '! Emergency stop.',
      '<read *> ',
      '         ',
      'l.3 \\begin',
      '          {document}^^M',
      '*** (cannot \\read from terminal in nonstop modes)',
      '',
      '!  ==> Fatal error occurred, no output PDF file produced!',
    ].join('\n');
    const [entry] = readLatexLog(log);
    assert.deepEqual(
      [entry?.file, entry?.line, entry?.message],
      ['main.tex', 3, "LaTeX Error: File `nosuchpackage.sty' not found."],
    );
  });

  it('tells the main document when all has been read', () => {
    const log = [
      '(./main.tex (./a.tex)',
      ')',
      'Runaway argument?',
      '{bold \\par x \\end {document} ',
      '! File ended while scanning use of \\textbf .',
      '<inserted text> ',
      '                \\par ',
      '<*> main.tex',
      '            ',
    ].join('\n');
    assert.deepEqual(
      readLatexLog(log).map(({ file, message }) => [file, message]),
      [
        ['main.tex', 'Runaway argument'],
        ['main.tex', 'File ended while scanning use of \\textbf .'],
      ],
    );
  });

  it('tells what has failed in a program in Lua', () => {
    const log = [
      '(./main.tex',
      '[\\directlua]:1: broken',
      'stack traceback:',
      "\t[C]: in function 'error'",
      '\t[\\directlua]:1: in main chunk.',
      'l.4 \\directlua{error("broken")}',
      '                             ',
      'The lua interpreter ran into a problem, so the',
      'remainder of this lua chunk will be ignored.',
      '',
      ')',
    ].join('\n');
    assert.deepEqual(
      readLatexLog(log).map(({ file, line, message }) => [file, line, message]),
      [['main.tex', 4, 'broken']],
    );
  });

  it('tells the same only once, and what has no end as well', () => {
    const twice = '! Missing } inserted.\nl.4 x\n\n! Missing } inserted.\nl.4 x\n\n';
    assert.equal(readLatexLog(twice).length, 1);
    assert.deepEqual(
      readLatexLog('Runaway argument?\n{never closed').map(({ message, content }) => [message, content]),
      [['Runaway argument', '{never closed']],
    );
    assert.deepEqual(readLatexLog(''), []);
  });

  it('takes errors with file and line at the beginning', () => {
    assert.deepEqual(readLatexLog('./main.tex:5: Undefined control sequence.\n'), [
      { level: 'error', file: 'main.tex', line: 5, message: 'Undefined control sequence.' },
    ]);
  });
});
