import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** For each name that has several addresses, the number of look-ups so far. */
const turns = new Map<string, number>();

/** Addresses in a fixed order, of which each call of a name begins with the next one; the first call begins anywhere. */
export function inTurn(name: string, addresses: LookupAddress[]): LookupAddress[] {
  if (addresses.length < 2) return addresses;
  const turn = turns.get(name) ?? Math.floor(Math.random() * addresses.length);
  turns.set(name, turn + 1);
  const sorted = addresses.toSorted((a, b) => (a.address < b.address ? -1 : 1));
  const first = turn % sorted.length;
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}

/**
 * Looks up a name as `dns.lookup` does, and begins each time with another of its addresses. Where several instances of a service have
 * one name, the connections of a process thereby go to all of them in turn, and to the next one when one does not answer. `dns.lookup`
 * itself sorts addresses by their nearness, so that all connections would go to the same instance.
 */
export const lookUpInTurn: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    const [first, ...others] = error === null ? inTurn(name, addresses) : [];
    if (first === undefined) return done(error ?? new Error(`${name} has no address`), '');
    if (options.all) done(null, [first, ...others]);
    else done(null, first.address, first.family);
  });
};
