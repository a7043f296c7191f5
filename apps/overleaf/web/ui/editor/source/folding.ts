import { codeFolding, foldGutter, foldService } from '@codemirror/language';
import type { EditorState, Extension, Line } from '@codemirror/state';
import { headingIn } from './sections.ts';

/** Lines in which the end of what begins in a line is looked for. */
const mostLines = 20_000;

const begins = /^(?:[^%\\]|\\(?!begin))*\\begin\{([^}]*)\}/;

/** Environments and sections can be folded. */
export const folding: Extension = [
  codeFolding(),
  foldGutter({ openText: '▾', closedText: '▸' }),
  foldService.of((state, lineStart) => {
    const line = state.doc.lineAt(lineStart);
    const environment = begins.exec(line.text)?.[1];
    if (environment !== undefined) return environmentFrom(state, line, environment);
    const heading = headingIn(line.text);
    return heading === undefined ? null : sectionFrom(state, line, heading.level);
  }),
];

interface Stretch {
  from: number;
  to: number;
}

function environmentFrom({ doc }: EditorState, first: Line, name: string): Stretch | null {
  const [begin, end] = [`\\begin{${name}}`, `\\end{${name}}`];
  let depth = 0;
  const last = Math.min(doc.lines, first.number + mostLines);
  for (let number = first.number; number <= last; number += 1) {
    const { text, from } = doc.line(number);
    depth += countOf(text, begin) - countOf(text, end);
    if (depth > 0) continue;
    return number === first.number ? null : { from: first.to, to: from + text.lastIndexOf(end) };
  }
  return null;
}

const countOf = (text: string, part: string): number => text.split(part).length - 1;

function sectionFrom({ doc }: EditorState, first: Line, level: number): Stretch | null {
  const last = Math.min(doc.lines, first.number + mostLines);
  let number = first.number + 1;
  for (; number <= last; number += 1) {
    const { text } = doc.line(number);
    if (text.includes('\\end{document}') || (headingIn(text)?.level ?? Infinity) <= level) break;
  }
  const { to } = doc.line(number - 1);
  return to > first.to ? { from: first.to, to } : null;
}
