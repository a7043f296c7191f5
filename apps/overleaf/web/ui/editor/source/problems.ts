import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/** What the last compile says about a line. */
export interface Problem {
  level: 'error' | 'warning' | 'typesetting';
  line: number;
  message: string;
}

const severities = { error: 'error', warning: 'warning', typesetting: 'info' } as const;

/** The margin in which lines with problems are marked. */
export const problemMargin: Extension = lintGutter();

/** Marks the lines of problems in the text and in its margin. */
export function showProblems(view: EditorView, problems: readonly Problem[]): void {
  const { doc } = view.state;
  const diagnostics = problems
    .filter(({ line }) => line >= 1 && line <= doc.lines)
    .map(({ level, line, message }): Diagnostic => {
      const { from, to, text } = doc.line(line);
      const indent = text.length - text.trimStart().length;
      return { from: from + indent, to, severity: severities[level], message };
    });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}
