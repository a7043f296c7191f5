/** Runs at most `limit` pieces of work at the same time, in the order in which they come; 0 means no limit. */
export function workers(limit: number) {
  let free = limit;
  const queue: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (limit === 0) return work();
    if (free > 0) free--;
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
