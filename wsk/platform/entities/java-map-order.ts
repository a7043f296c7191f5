/**
 * Sorts parameters or annotations in the order of OpenWhisk's responses. OpenWhisk stores them in Scala maps: up to four entries keep
 * their order, more entries have the order of a hash table.
 */
export function inMapOrder<T extends { key: string }>(list: T[]): T[] {
  if (list.length <= 4) return list;
  return list
    .map((one) => ({ one, path: path(hash(one.key)) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ one }) => one);
}

// Java's String.hashCode, then the mixing of Scala 2.12's immutable HashMap.
function hash(text: string): number {
  let code = 0;
  for (let i = 0; i < text.length; i += 1) code = (Math.imul(31, code) + text.charCodeAt(i)) | 0;
  let h = (code + ~(code << 9)) | 0;
  h ^= h >>> 14;
  h = (h + (h << 4)) | 0;
  return h ^ (h >>> 10);
}

// The path in the hash trie, five bits for each level, lowest bits first.
function path(h: number): string {
  let text = '';
  for (let shift = 0; shift < 35; shift += 5) text += String.fromCharCode(32 + ((h >>> shift) & 31));
  return text;
}
