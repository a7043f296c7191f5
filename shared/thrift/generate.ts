import type { Field, Method, Model, Struct, Type } from './model.ts';

const scalars: Record<string, string> = {
  bool: 'boolean',
  i8: 'number',
  i16: 'number',
  i32: 'number',
  i64: 'bigint',
  double: 'number',
  string: 'string',
  binary: 'Uint8Array',
};

/** Generates the TypeScript of a model: its types, its exceptions as classes, and its services. */
export function typescriptOf(model: Model, source: string): string {
  const parts = [
    `// Made from ${source} by \`npm run thrift\`. Change that file and run it again.`,
    "import { DeclaredException } from '#shared/thrift/errors';",
    "import type { Model } from '#shared/thrift/model';",
    "import { serviceOf } from '#shared/thrift/service';",
    '',
    ...Object.entries(model.enums).flatMap(([name, members]) => enumOf(local(name), members)),
    ...Object.entries(model.structs).flatMap(([name, struct]) => structOf(local(name), struct)),
    ...Object.entries(model.services).flatMap(([name, { base, methods }]) =>
      serviceType(local(name), base, methods),
    ),
    `const model: Model = ${JSON.stringify({ ...model, constants: {} })};`,
    '',
    ...exceptionsOf(model),
    ...Object.keys(model.services).map(
      (name) => `export const ${local(name)} = serviceOf<${local(name)}>(model, '${name}', exceptions);`,
    ),
    '',
  ];
  return parts.join('\n');
}

// `file.Name` of an included file becomes one identifier.
const local = (name: string): string => name.replaceAll('.', '_');

function enumOf(name: string, members: Record<string, number>): string[] {
  const values = Object.entries(members).map(([member, number]) => `${member}: ${number}`);
  return [
    `export const ${name} = { ${values.join(', ')} } as const;`,
    '/** One of its members, or a number that only the other side knows. */',
    `export type ${name} = number;`,
    '',
  ];
}

function structOf(name: string, { kind, fields }: Struct): string[] {
  if (kind === 'union') {
    const members = fields.map((field) => `{ ${key(field.name)}: ${typeOf(field.type)} }`);
    return [`export type ${name} = ${members.join(' | ') || 'never'};`, ''];
  }
  if (kind === 'struct') return [`export interface ${name} {`, ...members(fields), '}', ''];
  return [
    `export interface ${name}Fields {`,
    ...members(fields),
    '}',
    `export class ${name} extends DeclaredException<${name}Fields> {`,
    ...members(fields.filter((field) => field.name !== 'message')).map((line) =>
      line.replace('  ', '  declare readonly '),
    ),
    `  constructor(fields: ${name}Fields) {`,
    `    super('${name}', fields);`,
    '  }',
    '}',
    '',
  ];
}

const members = (fields: Field[]): string[] =>
  fields.map(({ name, type, need }) => `  ${key(name)}${need === 'optional' ? '?' : ''}: ${typeOf(type)};`);

const key = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

function serviceType(name: string, base: string | undefined, methods: Record<string, Method>): string[] {
  const lines = Object.entries(methods).map(([method, { args, returns }]) => {
    const given = args.map(
      (field) => `${key(field.name)}${field.need === 'optional' ? '?' : ''}: ${typeOf(field.type)}`,
    );
    return `  ${method}(args: { ${given.join('; ')} }): Promise<${returns === 'void' ? 'void' : typeOf(returns)}>;`;
  });
  return [
    `export interface ${name}${base === undefined ? '' : ` extends ${local(base)}`} {`,
    ...lines,
    '}',
    '',
  ];
}

function exceptionsOf({ structs }: Model): string[] {
  const names = Object.entries(structs).flatMap(([name, { kind }]) => (kind === 'exception' ? [name] : []));
  return [
    `const exceptions = { ${names.map((name) => (name === local(name) ? name : `'${name}': ${local(name)}`)).join(', ')} };`,
    '',
  ];
}

function typeOf(type: Type): string {
  if (typeof type === 'string') return scalars[type] ?? 'never';
  if ('ref' in type) return local(type.ref);
  if ('map' in type) return `Map<${typeOf(type.map[0])}, ${typeOf(type.map[1])}>`;
  const of = typeOf('list' in type ? type.list : type.set);
  return /\W/.test(of) ? `Array<${of}>` : `${of}[]`;
}
