import { wire } from './bytes.ts';
import type { Codec } from './codec-type.ts';
import { under, ValueError } from './errors.ts';
import type { Constant, Field, Struct, Type } from './model.ts';

interface Member {
  id: number;
  name: string;
  need: Field['need'];
  value: Constant | undefined;
  codec: Codec;
}

interface Shape {
  members: Member[];
  byId: Map<number, Member>;
}

/**
 * The codec of a struct, union or exception. Unknown fields are skipped; a missing field has its value from the IDL, or the zero
 * of its type; a missing required field is an error. A union has exactly one field.
 */
export function structCodec(
  name: string,
  kind: Struct['kind'],
  fields: Field[],
  of: (type: Type) => Codec,
): Codec {
  // Made at the first use, since a struct may hold itself.
  let made: Shape | undefined;
  const shape = (): Shape => {
    made ??= shapeOf(fields, of);
    return made;
  };
  let filling = false;

  function record(value: unknown): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new ValueError(`expected ${name}, found ${value === null ? 'null' : typeof value}`);
    return value as Record<string, unknown>;
  }

  function checkUnion(value: Record<string, unknown>): Record<string, unknown> {
    if (kind !== 'union') return value;
    const there = shape().members.filter((member) => !absent(value[member.name])).length;
    if (there !== 1) throw new ValueError(`${name} has ${there} members, a union has one`);
    return value;
  }

  function fill(found: Record<string, unknown>): Record<string, unknown> {
    for (const { name: key, need, value, codec } of shape().members) {
      if (found[key] !== undefined) continue;
      if (need === 'required') throw new ValueError(`${name} has no ${key}, which is required`);
      if (value !== undefined) found[key] = codec.fromJson(value);
      else if (need === 'default') found[key] = codec.zero();
    }
    return checkUnion(found);
  }

  return {
    wire: wire.struct,
    write(to, value) {
      const from = checkUnion(record(value));
      let key = '';
      try {
        for (const member of shape().members) {
          key = member.name;
          const one = present(name, member, from[key]);
          if (one === undefined) continue;
          to.field(member.codec.wire, member.id);
          member.codec.write(to, one);
        }
      } catch (error) {
        throw under(key, error);
      }
      to.i8(wire.stop);
    },
    read: (from) =>
      from.within(() => {
        const { byId } = shape();
        const found: Record<string, unknown> = {};
        for (let type = from.i8(); type !== wire.stop; type = from.i8()) {
          const member = byId.get(from.i16());
          if (member?.codec.wire === type) found[member.name] = member.codec.read(from);
          else from.skip(type);
        }
        return fill(found);
      }),
    toJson(value) {
      const from = checkUnion(record(value));
      const json: Record<string, unknown> = {};
      let key = '';
      try {
        for (const member of shape().members) {
          key = member.name;
          const one = present(name, member, from[key]);
          if (one !== undefined) json[key] = member.codec.toJson(one);
        }
      } catch (error) {
        throw under(key, error);
      }
      return json;
    },
    fromJson(json) {
      const from = record(json);
      const found: Record<string, unknown> = {};
      let key = '';
      try {
        for (const member of shape().members) {
          key = member.name;
          const one = Object.hasOwn(from, key) ? from[key] : undefined;
          if (!absent(one)) found[key] = member.codec.fromJson(one);
        }
      } catch (error) {
        throw under(key, error);
      }
      return fill(found);
    },
    zero() {
      if (filling) throw new ValueError(`${name} holds itself and has no end`);
      filling = true;
      try {
        return fill({});
      } finally {
        filling = false;
      }
    },
  };
}

function shapeOf(fields: Field[], of: (type: Type) => Codec): Shape {
  const members = fields.map(({ id, name, need, type, value }) => ({
    id,
    name,
    need,
    value,
    codec: of(type),
  }));
  return { members, byId: new Map(members.map((member) => [member.id, member])) };
}

const absent = (value: unknown): boolean => value === undefined || value === null;

/** The value of a member, or the one that the IDL gives it; undefined for an optional one that is not there. */
function present(struct: string, { name, need, value, codec }: Member, one: unknown): unknown {
  if (!absent(one)) return one;
  if (value !== undefined) return codec.fromJson(value);
  if (need === 'optional') return undefined;
  throw new ValueError(`${struct} has no ${name}`);
}
