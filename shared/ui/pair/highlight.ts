import { StreamLanguage } from '@codemirror/language';
import { typescript } from '@codemirror/legacy-modes/mode/javascript';
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';

/** A piece of a line, with the class of its colour; empty for plain text. */
export interface Token {
  text: string;
  class: string;
}

/** The mode calls a key in quotes `string property`; of these two, CodeMirror knows `property` only where it stands alone. */
const language = StreamLanguage.define({ ...typescript, tokenTable: { property: tags.propertyName } });

const classes = tagHighlighter([
  { tag: tags.keyword, class: 'keyword' },
  { tag: tags.string, class: 'string' },
  { tag: tags.comment, class: 'comment' },
]);

/** The lines of a text of TypeScript in tokens. */
export function highlightedLines(text: string): Token[][] {
  const lines: Token[][] = [[]];
  highlightCode(
    text,
    language.parser.parse(text),
    classes,
    (piece, name) => lines.at(-1)?.push({ text: piece, class: name }),
    () => lines.push([]),
  );
  return lines;
}

/** From where to where something is marked in a line, in characters. */
export type Range = [from: number, to: number];

/** Cuts the tokens of a line where ranges begin and end. */
export function markedTokens(
  tokens: readonly Token[],
  ranges: readonly Range[],
): (Token & { isMarked: boolean })[] {
  let at = 0;
  return tokens.flatMap((token) => {
    const [from, to] = [at, at + token.text.length];
    at = to;
    const within = ranges.flat().filter((cut) => cut > from && cut < to);
    const cuts = [from, ...within, to];
    return cuts.slice(1).map((end, index) => {
      const start = cuts[index] ?? from;
      return {
        text: token.text.slice(start - from, end - from),
        class: token.class,
        isMarked: ranges.some((range) => range[0] <= start && end <= range[1]),
      };
    });
  });
}
