/** A part of a file: the places of its first and its last byte, counted from 0. */
export interface Part {
  first: number;
  last: number;
}

/**
 * The part of a file of `size` bytes that a Range header asks for; `'past-end'` when the file has no byte of it. Undefined, which stands
 * for the whole file, for what is no range of bytes, and for several parts. The parser that comes with Express refuses the last 30
 * bytes of a file of 10.
 */
export function partOf(header: string | undefined, size: number): Part | 'past-end' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const isLastBytes = from === '';
  const first = isLastBytes ? Math.max(0, size - Number(to)) : Number(from);
  const last = isLastBytes || to === '' ? size - 1 : Number(to);
  if (first >= size) return 'past-end';
  return last < first ? undefined : { first, last: Math.min(last, size - 1) };
}
