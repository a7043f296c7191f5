/** A number with its noun: `1 action`, `7 actions`. `several` is the plural of nouns that do not just get an s. */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;
