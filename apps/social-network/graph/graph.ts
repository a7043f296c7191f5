/** An undirected graph; users have the ids from `first` on. */
export interface Graph {
  nodes: number;
  /** The id of the first user: 1 in the original of 2021, 0 in later ones. */
  first: number;
  edges: [number, number][];
}

/** The size of the graph that the original's scripts use, socfb-Reed98. */
export const reed98 = { nodes: 962, edges: 18_812 };

/**
 * The degrees of socfb-Reed98 as the reference gives them: least 1, median 29, greatest 313, and as many edges in all.
 * Between the known points the degrees of sorted users grow along a straight line of their logarithms.
 */
const shape = { least: 1, median: 29, greatest: 313 };

/** Reads an edge list, `A B` a line, or a `.mtx` file, whose first line has the numbers `N N EDGES`. Throws with the line's number. */
export function parseGraph(text: string): Graph {
  const edges: [number, number][] = [];
  const seen = new Set<string>();
  let header: number[] | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (isBlankOrComment(line)) continue;
    const numbers = wholeNumbersOf(line);
    if (numbers.length === 3 && edges.length === 0 && header === undefined) {
      header = numbers;
      continue;
    }
    const where = `line ${index + 1}`;
    if (numbers.length !== 2) throw new Error(`${where}: '${line.slice(0, 60)}' is not two whole numbers`);
    const [one = 0, other = 0] = numbers;
    if (one === other) throw new Error(`${where}: ${one} follows itself`);
    const key = one < other ? `${one} ${other}` : `${other} ${one}`;
    if (seen.has(key)) throw new Error(`${where}: the edge ${key} is there already`);
    seen.add(key);
    edges.push([one, other]);
  }
  if (edges.length === 0) throw new Error('the file has no edges');
  return graphOf(edges, header);
}

const isBlankOrComment = (line: string): boolean => line.trim() === '' || /^[%#]/.test(line);

/** The numbers of a line; none when a part of it is not a whole number of at least 0. */
function wholeNumbersOf(line: string): number[] {
  const numbers = line.trim().split(/\s+/).map(Number);
  return numbers.every((number) => Number.isInteger(number) && number >= 0) ? numbers : [];
}

/** The graph of the edges of a file. Throws when they are not what its header announces. */
function graphOf(edges: [number, number][], header: number[] | undefined): Graph {
  let [least, greatest] = [Number.POSITIVE_INFINITY, -1];
  for (const edge of edges) {
    least = Math.min(least, ...edge);
    greatest = Math.max(greatest, ...edge);
  }
  const first = least === 0 ? 0 : 1;
  const [nodes = greatest - first + 1, , announced] = header ?? [];
  if (announced !== undefined && announced !== edges.length)
    throw new Error(`line 1 announces ${announced} edges, the file has ${edges.length}`);
  if (greatest - first >= nodes) throw new Error(`line 1 announces ${nodes} nodes, the file has ${greatest}`);
  return { nodes, first, edges };
}

/** A graph like socfb-Reed98: the same for the same seed, of exactly so many users and edges. Throws when they do not fit. */
export function generateGraph({ nodes, edges }: typeof reed98 = reed98, seed = 1): Graph {
  if (edges < nodes - 1 || edges > (nodes * (nodes - 1)) / 4)
    throw new Error(
      `${nodes} users cannot have ${edges} edges: ${nodes - 1} to ${(nodes * (nodes - 1)) / 4} would do`,
    );
  const random = randomFrom(seed);
  const weights = weightsOf(nodes, (2 * edges) / nodes);
  const cumulated = weights.map(
    (
      (total) => (weight) =>
        (total += weight)
    )(0),
  );
  const pick = (): number => {
    const wanted = random() * (cumulated.at(-1) ?? 0);
    let [low, high] = [0, nodes - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulated[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const seen = new Set<number>();
  const list: [number, number][] = [];
  const add = (one: number, other: number): boolean => {
    const key = Math.min(one, other) * nodes + Math.max(one, other);
    if (one === other || seen.has(key)) return false;
    seen.add(key);
    list.push([one + 1, other + 1]);
    return true;
  };
  // Everybody knows somebody.
  for (let one = 0; one < nodes && list.length < edges; one += 1) while (!knows(one) && !add(one, pick()));
  while (list.length < edges) add(pick(), pick());
  return { nodes, first: 1, edges: list };

  function knows(one: number): boolean {
    return list.some(([a, b]) => a === one + 1 || b === one + 1);
  }
}

/** How often each user is to be drawn, least first, with the given mean. */
function weightsOf(nodes: number, mean: number): number[] {
  const { least, median, greatest } = shape;
  const along = (from: number, to: number, part: number): number =>
    Math.exp(Math.log(from) + (Math.log(to) - Math.log(from)) * part);
  const raw = Array.from({ length: nodes }, (_, index) => {
    const part = index / Math.max(1, nodes - 1);
    // Half of the users lie below the median; only few are near the greatest.
    return part < 0.5
      ? along(least, median, Math.sqrt(part * 2))
      : along(median, greatest, ((part - 0.5) * 2) ** 3);
  });
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => (weight * mean * nodes) / total);
}

/** A sequence of numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
