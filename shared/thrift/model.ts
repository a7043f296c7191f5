/** Base types of Thrift; `byte` is `i8`. */
export const baseTypes = ['bool', 'i8', 'i16', 'i32', 'i64', 'double', 'string', 'binary'] as const;

export type BaseType = (typeof baseTypes)[number];

/** A type with all typedefs replaced; `ref` names a struct, union, exception or enum. */
export type Type = BaseType | { list: Type } | { set: Type } | { map: [Type, Type] } | { ref: string };

/** A constant in JSON: i64 as decimal text, enum members as numbers, maps as lists of pairs. */
export type Constant = boolean | number | string | Constant[] | { [name: string]: Constant };

/** A field of a struct, or an argument. */
export interface Field {
  id: number;
  name: string;
  type: Type;
  /** `default` is Thrift's name for a field without either word: it is always written, and filled in when it is missing. */
  need: 'required' | 'optional' | 'default';
  /** The value when it is missing. */
  value?: Constant;
}

export interface Struct {
  kind: 'struct' | 'union' | 'exception';
  fields: Field[];
}

export interface Method {
  oneway: boolean;
  args: Field[];
  returns: Type | 'void';
  throws: Field[];
}

export interface Service {
  /** The service that it extends. */
  base?: string;
  methods: Record<string, Method>;
}

/** The declarations of an IDL file and of the files it includes; names from included files are `file.Name`. */
export interface Model {
  enums: Record<string, Record<string, number>>;
  structs: Record<string, Struct>;
  services: Record<string, Service>;
  constants: Record<string, { type: Type; value: Constant }>;
}

/** The methods of a service with those it inherits. */
export function methodsOf(model: Model, name: string): Record<string, Method> {
  const service = model.services[name];
  if (service === undefined) throw new Error(`there is no Thrift service ${name}`);
  return { ...(service.base === undefined ? {} : methodsOf(model, service.base)), ...service.methods };
}
