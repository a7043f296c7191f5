import { ValueError } from './errors.ts';
import type { Model, Type } from './model.ts';

/** The reader of a map's keys, if keys of this type can be the names of a JSON object; other maps are lists of pairs in JSON. */
export function jsonKeyOf(model: Model, type: Type): ((name: string) => unknown) | undefined {
  if (type === 'string' || type === 'i64') return (name) => name;
  if (type === 'bool') return truth;
  if (type === 'i8' || type === 'i16' || type === 'i32') return number;
  if (typeof type === 'object' && 'ref' in type && type.ref in model.enums) return number;
  return undefined;
}

function truth(name: string): boolean {
  if (name !== 'true' && name !== 'false') bad(name);
  return name === 'true';
}

const number = (name: string): number => (/^-?\d+$/.test(name) ? Number(name) : bad(name));

function bad(name: string): never {
  throw new ValueError(`${JSON.stringify(name)} is no key of this map`);
}
