import { wire } from './bytes.ts';
import type { Codec } from './codec-type.ts';
import { under, ValueError } from './errors.ts';

/** The codec of a list or set; a set is an array too, in which no two elements are equal by value. */
export function listCodec(type: typeof wire.list | typeof wire.set, inner: Codec): Codec {
  const checked = (value: unknown): unknown[] => {
    if (!Array.isArray(value)) throw new ValueError(`expected an array, found ${typeof value}`);
    if (type === wire.set) checkUnique(value, inner);
    return value;
  };
  return {
    wire: type,
    write(to, value) {
      const items = checked(value);
      to.i8(inner.wire);
      to.i32(items.length);
      each(items, (item) => inner.write(to, item));
    },
    read: (from) =>
      from.within(() => {
        const found = from.i8();
        const size = from.size();
        if (size > 0) expectWire(found, inner.wire);
        const items: unknown[] = [];
        for (let left = size; left > 0; left -= 1) items.push(inner.read(from));
        return items;
      }),
    toJson: (value) => each(checked(value), (item) => inner.toJson(item)),
    fromJson(json) {
      if (!Array.isArray(json)) throw new ValueError(`expected an array, found ${typeof json}`);
      return checked(each(json, (item) => inner.fromJson(item)));
    },
    zero: () => [],
  };
}

/** The codec of a map, a `Map`. With `asKey`, which reads a member's name, it is a JSON object, else a list of pairs. */
export function mapCodec(asKey: ((name: string) => unknown) | undefined, key: Codec, value: Codec): Codec {
  const checked = (map: unknown): Map<unknown, unknown> => {
    if (map instanceof Map) return map;
    throw new ValueError(`expected a Map, found ${typeof map}`);
  };
  const pairsOf = (json: unknown): [unknown, unknown][] => {
    if (asKey === undefined) {
      if (Array.isArray(json) && json.every((pair) => Array.isArray(pair) && pair.length === 2))
        return json as [unknown, unknown][];
      throw new ValueError('expected an array of pairs of key and value');
    }
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      throw new ValueError(`expected an object, found ${Array.isArray(json) ? 'an array' : typeof json}`);
    return Object.entries(json).map(([name, one]) => [asKey(name), one]);
  };
  return {
    wire: wire.map,
    write(to, map) {
      const entries = checked(map);
      to.i8(key.wire);
      to.i8(value.wire);
      to.i32(entries.size);
      for (const [one, other] of entries) {
        key.write(to, one);
        value.write(to, other);
      }
    },
    read: (from) =>
      from.within(() => {
        const [first, second] = [from.i8(), from.i8()];
        const size = from.size();
        if (size > 0) expectWire(first, key.wire);
        if (size > 0) expectWire(second, value.wire);
        const map = new Map<unknown, unknown>();
        for (let left = size; left > 0; left -= 1) map.set(key.read(from), value.read(from));
        return map;
      }),
    toJson(map) {
      const pairs = each(
        [...checked(map)],
        ([one, other]) => [key.toJson(one), value.toJson(other)] as const,
      );
      return asKey === undefined
        ? pairs
        : Object.fromEntries(pairs.map(([one, other]) => [String(one), other]));
    },
    fromJson: (json) =>
      new Map(each(pairsOf(json), ([one, other]) => [key.fromJson(one), value.fromJson(other)])),
    zero: () => new Map(),
  };
}

function each<Item, Made>(items: Item[], make: (item: Item) => Made): Made[] {
  const made: Made[] = [];
  try {
    for (const item of items) made.push(make(item));
  } catch (error) {
    throw under(`[${made.length}]`, error);
  }
  return made;
}

function expectWire(found: number, wanted: number): void {
  if (found !== wanted) throw new ValueError(`expected elements of wire type ${wanted}, found ${found}`);
}

function checkUnique(items: unknown[], inner: Codec): void {
  const seen = new Set<string>();
  for (const text of each(items, (item) => JSON.stringify(inner.toJson(item)))) {
    if (seen.has(text)) throw new ValueError(`${text} is in the set twice`);
    seen.add(text);
  }
}
