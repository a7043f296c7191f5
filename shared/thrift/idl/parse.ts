import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BaseType, baseTypes, type Constant, type Field, type Model, type Type } from '../model.ts';
import { syntaxOf } from './syntax.ts';
import type { Declaration, WrittenConstant, WrittenField, WrittenType } from './syntax-tree.ts';
import { IdlError, type Token } from './tokens.ts';

interface File {
  path: string;
  /** Empty for the file that was asked for; `name.` for one that is included. */
  prefix: string;
  declarations: Map<string, Declaration>;
  includes: Map<string, File>;
}

/** Reads an IDL file and those it includes. Throws `IdlError` with file, line and column. */
export function parseIdl(path: string, read = (file: string) => readFileSync(file, 'utf8')): Model {
  const model: Model = { enums: {}, structs: {}, services: {}, constants: {} };
  const files = new Map<string, File>();
  open(path, '', files, read, []);
  for (const file of files.values()) for (const one of file.declarations.values()) enter(model, file, one);
  return model;
}

function open(
  path: string,
  prefix: string,
  files: Map<string, File>,
  read: (file: string) => string,
  above: string[],
): File {
  const known = files.get(path);
  if (known !== undefined) return known;
  const { includes, declarations } = syntaxOf(path, read(path));
  const file: File = { path, prefix, declarations: new Map(), includes: new Map() };
  for (const one of declarations) file.declarations.set(one.name, one);
  for (const { path: inner, at } of includes) {
    const full = join(dirname(path), inner);
    if (full === path || above.includes(full)) throw new IdlError(path, at, `${inner} includes this file`);
    const name = basename(inner, '.thrift');
    let found: File;
    try {
      found = open(full, `${name}.`, files, read, [...above, path]);
    } catch (error) {
      if (error instanceof IdlError) throw error;
      throw new IdlError(path, at, `${inner} cannot be read: ${(error as Error).message}`);
    }
    file.includes.set(name, found);
  }
  files.set(path, file);
  return file;
}

function enter(model: Model, file: File, one: Declaration): void {
  const name = file.prefix + one.name;
  if (one.kind === 'enum') model.enums[name] = one.members;
  else if (one.kind === 'const') {
    const type = resolve(file, one.type);
    model.constants[name] = { type, value: constantOf(file, type, one.value) };
  } else if (one.kind === 'typedef') resolve(file, one.type);
  else if (one.kind === 'service') {
    const methods = Object.fromEntries(
      one.methods.map(({ name: method, oneway, returns, args, throws }) => [
        method,
        {
          oneway,
          args: args.map((field) => fieldOf(file, field)),
          returns: returns === 'void' ? returns : resolve(file, returns),
          throws: throws.map((field) => thrown(file, field)),
        },
      ]),
    );
    model.services[name] =
      one.base === undefined ? { methods } : { base: baseOf(file, one.base, one.at), methods };
  } else {
    const fields = one.fields.map((field) => fieldOf(file, field));
    // In a union one field is there, so none is filled in.
    model.structs[name] = {
      kind: one.kind,
      fields: one.kind === 'union' ? fields.map((field) => ({ ...field, need: 'optional' })) : fields,
    };
  }
}

function fieldOf(file: File, { id, name, type: written, need, value }: WrittenField): Field {
  const type = resolve(file, written);
  return value === undefined
    ? { id, name, type, need }
    : { id, name, type, need, value: constantOf(file, type, value) };
}

function thrown(file: File, field: WrittenField): Field {
  const made = fieldOf(file, field);
  const [, declared] =
    typeof made.type === 'object' && 'ref' in made.type ? find(file, made.type.ref, file.prefix) : [];
  if (declared?.kind !== 'exception')
    throw new IdlError(file.path, field.at, `${field.name} is not an exception`);
  return { ...made, need: 'optional' };
}

function baseOf(file: File, name: string, at: Token): string {
  const [owner, declared] = find(file, name);
  if (declared?.kind !== 'service') throw new IdlError(file.path, at, `there is no service ${name}`);
  return owner.prefix + declared.name;
}

/** The declaration that a name leads to, in this file or in one it includes. */
function find(file: File, name: string, prefix = ''): [File, Declaration | undefined] {
  const local = prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const own = file.declarations.get(local);
  if (own !== undefined) return [file, own];
  const dot = local.indexOf('.');
  const included = dot < 0 ? undefined : file.includes.get(local.slice(0, dot));
  return included === undefined ? [file, undefined] : find(included, local.slice(dot + 1));
}

function resolve(file: File, written: WrittenType, through: string[] = []): Type {
  if (written.kind === 'map')
    return { map: [resolve(file, written.key, through), resolve(file, written.value, through)] };
  if (written.kind !== 'name') {
    const of = resolve(file, written.of, through);
    return written.kind === 'list' ? { list: of } : { set: of };
  }
  const { name, at } = written;
  if (name === 'byte') return 'i8';
  if ((baseTypes as readonly string[]).includes(name)) return name as BaseType;
  const [owner, declared] = find(file, name);
  if (declared === undefined) throw new IdlError(file.path, at, `there is no type ${name}`);
  if (declared.kind === 'typedef') {
    if (through.includes(name)) throw new IdlError(file.path, at, `the typedef ${name} leads to itself`);
    return resolve(owner, declared.type, [...through, name]);
  }
  if (declared.kind === 'const' || declared.kind === 'service')
    throw new IdlError(file.path, at, `${name} is a ${declared.kind}, not a type`);
  return { ref: owner.prefix + declared.name };
}

function constantOf(file: File, type: Type, written: WrittenConstant): Constant {
  if (written.kind === 'name') return constantOfName(file, type, written);
  if (typeof type === 'string') return constantOfBase(file, type, written);
  if ('ref' in type) return constantOfReference(file, type, written);
  if ('map' in type) {
    const [key, value] = type.map;
    if (written.kind !== 'map') return unexpected(file, written, 'a map');
    return written.pairs.map(([one, other]) => [constantOf(file, key, one), constantOf(file, value, other)]);
  }
  const of = 'list' in type ? type.list : type.set;
  if (written.kind !== 'list') return unexpected(file, written, 'a list');
  return written.items.map((item) => constantOf(file, of, item));
}

function unexpected(file: File, written: WrittenConstant, wanted: string): never {
  throw new IdlError(file.path, written.at, `expected ${wanted}, found '${written.at.text}'`);
}

function constantOfName(file: File, type: Type, written: WrittenConstant & { text: string }): Constant {
  if (type === 'bool' && (written.text === 'true' || written.text === 'false'))
    return written.text === 'true';
  return namedConstant(file, type, written.text) ?? unexpected(file, written, 'a constant');
}

function constantOfBase(file: File, type: BaseType, written: WrittenConstant): Constant {
  if (type === 'string' || type === 'binary')
    return written.kind === 'text' ? written.text : unexpected(file, written, 'a text');
  if (written.kind !== 'number') return unexpected(file, written, type);
  if (type === 'i64') return BigInt(written.text).toString();
  const value = Number(written.text);
  if (type === 'bool') return value !== 0;
  return type === 'double' || Number.isInteger(value) ? value : unexpected(file, written, 'a whole number');
}

/** A constant of an enum, by its number, or of a struct, by the names of its fields. */
function constantOfReference(file: File, type: { ref: string }, written: WrittenConstant): Constant {
  if (written.kind === 'number') return Number(written.text);
  if (written.kind !== 'map') return unexpected(file, written, `a value of ${type.ref}`);
  const [owner, declared] = find(file, type.ref, file.prefix);
  const fields = declared !== undefined && 'fields' in declared ? declared.fields : [];
  return Object.fromEntries(
    written.pairs.map(([key, value]) => {
      const field = fields.find(({ name }) => key.kind === 'text' && name === key.text);
      if (field === undefined)
        throw new IdlError(file.path, key.at, `${type.ref} has no field '${key.at.text}'`);
      return [field.name, constantOf(owner, resolve(owner, field.type), value)];
    }),
  );
}

function namedConstant(file: File, type: Type, name: string): Constant | undefined {
  const [owner, declared] = find(file, name);
  if (declared?.kind === 'const') return constantOf(owner, type, declared.value);
  const dot = name.lastIndexOf('.');
  const [, named] = find(file, name.slice(0, Math.max(0, dot)));
  if (named?.kind === 'enum') return named.members[name.slice(dot + 1)];
  const [, wanted] = typeof type === 'object' && 'ref' in type ? find(file, type.ref, file.prefix) : [];
  return wanted?.kind === 'enum' ? wanted.members[name] : undefined;
}
