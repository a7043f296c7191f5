import { ValueError } from './errors.ts';
import type { Model, Type } from './model.ts';

/** For key types that can name a member of a JSON object: how such a name is read. Others go as lists of pairs. */
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
