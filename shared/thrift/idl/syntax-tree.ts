import type { Token } from './tokens.ts';

/** A type as it is written. */
export type WrittenType =
  | { kind: 'name'; name: string; at: Token }
  | { kind: 'list' | 'set'; of: WrittenType }
  | { kind: 'map'; key: WrittenType; value: WrittenType };

/** A constant as it is written; a name stands for another constant or an enum's member. */
export type WrittenConstant =
  | { kind: 'number' | 'text' | 'name'; text: string; at: Token }
  | { kind: 'list'; items: WrittenConstant[]; at: Token }
  | { kind: 'map'; pairs: [WrittenConstant, WrittenConstant][]; at: Token };

/** A field of a struct, an exception or an argument list, as it is written. */
export interface WrittenField {
  id: number;
  name: string;
  type: WrittenType;
  need: 'required' | 'optional' | 'default';
  value?: WrittenConstant;
  at: Token;
}

/** A method of a service, as it is written. */
export interface WrittenMethod {
  name: string;
  oneway: boolean;
  returns: WrittenType | 'void';
  args: WrittenField[];
  throws: WrittenField[];
  at: Token;
}

/** A declaration of an IDL file. */
export type Declaration =
  | { kind: 'typedef'; name: string; type: WrittenType; at: Token }
  | { kind: 'const'; name: string; type: WrittenType; value: WrittenConstant; at: Token }
  | { kind: 'enum'; name: string; members: Record<string, number>; at: Token }
  | { kind: 'struct' | 'union' | 'exception'; name: string; fields: WrittenField[]; at: Token }
  | { kind: 'service'; name: string; base?: string; methods: WrittenMethod[]; at: Token };

/** The content of one IDL file. */
export interface Syntax {
  includes: { path: string; at: Token }[];
  declarations: Declaration[];
}
