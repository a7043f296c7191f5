import { baseCodecs } from './base-codecs.ts';
import { wire } from './bytes.ts';
import type { Codec } from './codec-type.ts';
import { listCodec, mapCodec } from './container-codecs.ts';
import { ValueError } from './errors.ts';
import { jsonKeyOf } from './json-keys.ts';
import type { Field, Model, Type } from './model.ts';
import { structCodec } from './struct-codec.ts';

/** The codecs of a model, each made once. */
export interface Codecs {
  of(type: Type): Codec;
  /** The codec of a method's arguments or results, which are like a struct. */
  ofFields(name: string, fields: Field[]): Codec;
}

/** Creates the codecs for the types of a model. */
export function codecsOf(model: Model): Codecs {
  const named = new Map<string, Codec>();

  function of(type: Type): Codec {
    if (typeof type === 'string') return baseCodecs[type];
    if ('list' in type) return listCodec(wire.list, of(type.list));
    if ('set' in type) return listCodec(wire.set, of(type.set));
    if ('map' in type) return mapCodec(jsonKeyOf(model, type.map[0]), of(type.map[0]), of(type.map[1]));
    const known = named.get(type.ref) ?? make(type.ref);
    named.set(type.ref, known);
    return known;
  }

  function make(name: string): Codec {
    const struct = model.structs[name];
    if (struct !== undefined) return structCodec(name, struct.kind, struct.fields, of);
    const members = model.enums[name];
    if (members === undefined) throw new Error(`there is no Thrift type ${name}`);
    return enumCodec(name, members);
  }

  return { of, ofFields: (name, fields) => structCodec(name, 'struct', fields, of) };
}

// A number that no member has is kept: the other side may know more members.
function enumCodec(name: string, members: Record<string, number>): Codec {
  return {
    ...baseCodecs.i32,
    fromJson(json) {
      if (typeof json !== 'string') return baseCodecs.i32.fromJson(json);
      const value = Object.hasOwn(members, json) ? members[json] : undefined;
      if (value === undefined) throw new ValueError(`${name} has no member ${JSON.stringify(json)}`);
      return value;
    },
  };
}
