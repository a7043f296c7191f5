const blockBytes = 25_000_000;
const blocks: Buffer[] = [];

/** Takes 25 MB and keeps them, to show what a leak does. Answers how many blocks are held. */
export const takeMemory = (): number => blocks.push(Buffer.alloc(blockBytes, 1));

/** Gives all blocks back. Answers how many are held: 0. */
export function freeMemory(): number {
  blocks.length = 0;
  return 0;
}
