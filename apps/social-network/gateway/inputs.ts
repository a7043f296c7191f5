import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { badRequest } from '#shared/http/errors';

/** What a request brings: the fields of its form, and of its query. */
export interface Inputs {
  /** A text; throws 400 when it is missing or empty, as the original does. */
  text(name: string): string;
  /** The same, or undefined. */
  maybe(name: string): string | undefined;
  /** An id: a whole number of 63 bits, kept exact. */
  id(name: string): bigint;
  /** A whole number of 32 bits. */
  number(name: string): number;
  /** A JSON array, empty when it is missing. */
  list<Item>(name: string, read: (item: unknown) => Item | undefined): Item[];
}

const largestId = 2n ** 63n;

/** Reads the inputs of a request. */
export function inputsOf({ body, query }: Request): Inputs {
  const all = { ...query, ...(body as Record<string, unknown> | undefined) };
  const maybe = (name: string): string | undefined => {
    const value = Object.hasOwn(all, name) ? all[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const text = (name: string): string => {
    const value = maybe(name);
    if (value === undefined) throw badRequest(`Incomplete arguments: ${name} is missing`);
    return value;
  };
  return {
    text,
    maybe,
    id(name) {
      const id = readId(text(name));
      if (id === undefined) throw badRequest(`${name} must be a whole number from 0 to 2^63-1`);
      return id;
    },
    number(name) {
      const value = Number(text(name));
      if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return value;
      throw badRequest(`${name} must be a whole number`);
    },
    list(name, read) {
      const written = maybe(name);
      if (written === undefined) return [];
      const wrong = (): never => {
        throw badRequest(`${name} must be a JSON array such as ["1"]`);
      };
      let items: unknown;
      try {
        items = JSON.parse(written);
      } catch {
        wrong();
      }
      if (!Array.isArray(items)) return wrong();
      return items.map((item) => read(item) ?? wrong());
    },
  };
}

/** An id as text or small number; undefined for anything else. */
export function readId(value: unknown): bigint | undefined {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,19}$/.test(text)) return undefined;
  const id = BigInt(text);
  return id < largestId ? id : undefined;
}

/** A number for the logs and the post, of 60 bits as in the original. */
export const newRequestId = (): bigint => randomBytes(8).readBigUInt64BE() >> 4n;
