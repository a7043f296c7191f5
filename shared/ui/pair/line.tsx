import type { Row } from './align.ts';
import { highlightedLines, markedTokens, type Range, type Token } from './highlight.ts';
import type { File } from './types.ts';

/** The lines of a file, as text and in tokens. */
export interface Lines {
  texts: string[];
  tokens: Token[][];
}

/** The lines of a file; the end of the last one is not one more. */
export function linesOf({ path, text }: File): Lines {
  const whole = text.replace(/\n$/, '');
  const texts = whole.split('\n');
  return { texts, tokens: isScript.test(path) ? highlightedLines(whole) : texts.map(plainLine) };
}

const isScript = /\.([cm]?[jt]sx?|json)$/;
const plainLine = (text: string): Token[] => [{ text, class: '' }];

interface LineProps {
  side: 'left' | 'right';
  lines: Lines;
  index: number | undefined;
  kind: Row['kind'];
  /** What differs in a similar line. */
  ranges?: Range[];
}

/** A line with its number; nothing where only the other file has one. */
export function Line({ side, lines, index, kind, ranges = [] }: LineProps) {
  if (index === undefined) return <td class={`${side} none`} />;
  const Mark = side === 'left' ? 'del' : 'ins';
  const pieces = markedTokens(lines.tokens[index] ?? [], ranges).map((token, at) => {
    const piece = (
      <span key={at} class={token.class}>
        {token.text}
      </span>
    );
    return token.isMarked ? <Mark key={at}>{piece}</Mark> : piece;
  });
  return (
    <td class={side} data-line={index + 1}>
      <code>{kind === 'different' ? <Mark>{pieces}</Mark> : pieces}</code>
    </td>
  );
}

/** The way to the whole file. */
export const CodeLink = ({ file: { path } }: { file: File }) => (
  <a href={`/code/${path.split('/').slice(1).join('/')}`}>{path}</a>
);

/** The path of a file in the folder of its service. */
export const nameOf = ({ path }: File): string => path.split('/').slice(3).join('/');
