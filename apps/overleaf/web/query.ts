import type { Request } from 'express';

/** Those fields of a query that another service reads, where each was given once. */
export function queryOf({ query }: Request, ...names: string[]): URLSearchParams {
  const given = new URLSearchParams();
  for (const name of names) {
    const value = query[name];
    if (typeof value === 'string') given.set(name, value);
  }
  return given;
}
