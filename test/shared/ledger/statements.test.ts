import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeLines, statementsOf } from '#shared/ledger/statements';

describe('the lines of code of a file', () => {
  const cases: [what: string, text: string, lines: number][] = [
    ['are none in an empty file', '', 0],
    ['are none in comments', '// one\n/* two\n\n three */\n/** four */\n', 0],
    ['leave blank lines out', 'a();\n\n   \nb();\n', 2],
    ['have a line with code and a comment', 'a(); // why\n/* why */ b();\n', 2],
    [
      'have the lines of a template that look like comments',
      `const a = \`\n// no comment\n\n* \${b({})} /* none */\n\`;\n`,
      4,
    ],
    [
      'go on after a regular expression with a quote',
      "const a = /['`/*]/.test(b) && c / d / e;\n// why\nf();\n",
      2,
    ],
    ['go on after a string with the beginning of a comment', "const a = 'http://x/*';\nb();\n", 2],
    ['have a template within a template', `const a = \`\${b.map((c) => \`\${c}\n\`)}\`;\n// why\n`, 2],
    ['are the same with a line feed at the end and without', 'a();\nb();', 2],
  ];
  for (const [what, text, lines] of cases)
    it(what, () => {
      assert.equal(codeLines(text), lines);
    });
});

describe('the statements of a file', () => {
  it('are those of the outermost level, with their lines and names', () => {
    const text =
      "import { type A, b as c } from './b.ts';\n\nconst d = {\n  // why\n  e: c(),\n};\n\nawait f(d);\n";
    assert.deepEqual(statementsOf(text), [
      { lines: 1, names: ['A', 'b', 'c'], imports: './b.ts' },
      { lines: 3, names: ['d', 'e', 'c'] },
      { lines: 1, names: ['f', 'd'] },
    ]);
  });
});
