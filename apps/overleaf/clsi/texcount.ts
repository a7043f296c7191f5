/** The words, headers and formulas of a text. */
export interface WordCount {
  encode: string;
  textWords: number;
  headWords: number;
  outside: number;
  headers: number;
  elements: number;
  mathInline: number;
  mathDisplay: number;
  errors: number;
  messages: string;
}

/** Reads the output of texcount: the sums of all files, if there are several. */
export function readCount(output: string): WordCount {
  const [, all = output] = /^File\(s\) total:.*$([\s\S]*)/m.exec(output) ?? [];
  const counted = (label: string): number => Number(new RegExp(`^${label}: (\\d+)`, 'm').exec(all)?.[1] ?? 0);
  return {
    encode: /^Encoding: (.*)$/m.exec(output)?.[1] ?? '',
    textWords: counted('Words in text'),
    headWords: counted('Words in headers'),
    outside: counted('Words outside text \\(captions, etc\\.\\)'),
    headers: counted('Number of headers'),
    elements: counted('Number of floats/tables/figures'),
    mathInline: counted('Number of math inlines'),
    mathDisplay: counted('Number of math displayed'),
    errors: Number(/\(errors:(\d+)\)/.exec(output)?.[1] ?? 0),
    messages: [...output.matchAll(/^!!!.*!!!$/gm)].map(([line]) => `${line}\n`).join(''),
  };
}
