import { IdlError, type Token, tokensOf } from './tokens.ts';

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

export interface WrittenField {
  id: number;
  name: string;
  type: WrittenType;
  need: 'required' | 'optional' | 'default';
  value?: WrittenConstant;
  at: Token;
}

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

export interface Syntax {
  includes: { path: string; at: Token }[];
  declarations: Declaration[];
}

/** Reads one IDL file. Throws `IdlError`, which names line and column. */
export function syntaxOf(file: string, source: string): Syntax {
  const tokens = tokensOf(file, source);
  let next = 0;

  const peek = (): Token => tokens[next] as Token;
  const fail = (at: Token, message: string): never => {
    throw new IdlError(file, at, message);
  };
  const take = (): Token => tokens[next++] as Token;
  const is = (text: string): boolean => peek().kind !== 'text' && peek().text === text;
  const skip = (text: string): boolean => is(text) && take() !== undefined;
  function expect(text: string): void {
    if (!skip(text)) fail(peek(), `expected '${text}', found '${peek().text}'`);
  }
  function name(what: string): Token {
    return peek().kind === 'name' ? take() : fail(peek(), `expected ${what}, found '${peek().text}'`);
  }
  function integer(what: string): number {
    const token = take();
    const value = Number(token.text);
    if (token.kind !== 'number' || !Number.isInteger(value))
      fail(token, `expected ${what}, found '${token.text}'`);
    return value;
  }
  const separator = (): void => void (skip(',') || skip(';'));

  function annotations(): void {
    if (!skip('(')) return;
    while (!skip(')')) {
      name('the name of an annotation');
      if (skip('=') && take().kind !== 'text') fail(peek(), 'the value of an annotation is a text');
      separator();
    }
  }

  function type(): WrittenType {
    const at = name('a type');
    const made = container(at);
    annotations();
    return made;
  }

  function container(at: Token): WrittenType {
    if (at.text !== 'list' && at.text !== 'set' && at.text !== 'map')
      return { kind: 'name', name: at.text, at };
    expect('<');
    const first = type();
    if (at.text === 'map') expect(',');
    const second = at.text === 'map' ? type() : undefined;
    expect('>');
    return second === undefined
      ? { kind: at.text as 'list' | 'set', of: first }
      : { kind: 'map', key: first, value: second };
  }

  function constant(): WrittenConstant {
    const at = take();
    if (at.kind === 'number' || at.kind === 'text' || at.kind === 'name')
      return { kind: at.kind, text: at.text, at };
    if (at.text === '[') {
      const items: WrittenConstant[] = [];
      for (; !skip(']'); separator()) items.push(constant());
      return { kind: 'list', items, at };
    }
    if (at.text !== '{') fail(at, `expected a constant, found '${at.text}'`);
    const pairs: [WrittenConstant, WrittenConstant][] = [];
    for (; !skip('}'); separator()) {
      const key = constant();
      expect(':');
      pairs.push([key, constant()]);
    }
    return { kind: 'map', pairs, at };
  }

  function fields(end: string): WrittenField[] {
    const found: WrittenField[] = [];
    while (!skip(end)) {
      const at = peek();
      if (at.kind !== 'number') fail(at, `expected the number of a field, found '${at.text}'`);
      const id = integer('the number of a field');
      if (id < 1 || id > 32767) fail(at, `the number of a field is 1 to 32767, not ${id}`);
      expect(':');
      const need = skip('required') ? 'required' : skip('optional') ? 'optional' : 'default';
      const kind = type();
      const token = name('the name of a field');
      const value = skip('=') ? constant() : undefined;
      annotations();
      separator();
      for (const other of found) {
        if (other.id === id) fail(at, `the number ${id} is taken by ${other.name}`);
        if (other.name === token.text) fail(token, `there is a field ${token.text} already`);
      }
      const field = { id, name: token.text, type: kind, need, at } as const;
      found.push(value === undefined ? field : { ...field, value });
    }
    return found;
  }

  function members(): Record<string, number> {
    const found: Record<string, number> = {};
    let number = 0;
    expect('{');
    while (!skip('}')) {
      const member = name('a member');
      if (skip('=')) number = integer('a whole number');
      if (Object.hasOwn(found, member.text)) fail(member, `there is a member ${member.text} already`);
      found[member.text] = number;
      number += 1;
      annotations();
      separator();
    }
    return found;
  }

  function method(): WrittenMethod {
    const oneway = skip('oneway');
    const returns = skip('void') ? 'void' : type();
    const at = name('the name of a method');
    expect('(');
    const args = fields(')');
    if (skip('throws')) expect('(');
    else return end({ name: at.text, oneway, returns, args, throws: [], at });
    return end({ name: at.text, oneway, returns, args, throws: fields(')'), at });
  }

  function end(made: WrittenMethod): WrittenMethod {
    annotations();
    separator();
    if (made.oneway && (made.returns !== 'void' || made.throws.length > 0))
      fail(made.at, `${made.name} is oneway: it returns and throws nothing`);
    return made;
  }

  function service(at: Token): Declaration {
    const base = skip('extends') ? name('a service').text : undefined;
    expect('{');
    const methods: WrittenMethod[] = [];
    while (!skip('}')) {
      const one = method();
      if (methods.some((other) => other.name === one.name))
        fail(one.at, `there is a method ${one.name} already`);
      methods.push(one);
    }
    const made = { kind: 'service', name: at.text, methods, at } as const;
    return base === undefined ? made : { ...made, base };
  }

  function declaration(word: Token): Declaration {
    if (word.text === 'typedef') {
      const aliased = type();
      const at = name('a name');
      return { kind: 'typedef', name: at.text, type: aliased, at };
    }
    if (word.text === 'const') {
      const declared = type();
      const at = name('a name');
      expect('=');
      return { kind: 'const', name: at.text, type: declared, value: constant(), at };
    }
    const at = name('a name');
    if (word.text === 'enum') return { kind: 'enum', name: at.text, members: members(), at };
    if (word.text === 'service') return service(at);
    expect('{');
    return { kind: word.text as 'struct', name: at.text, fields: fields('}'), at };
  }

  const includes: Syntax['includes'] = [];
  const declarations: Declaration[] = [];
  const declares = new Set(['typedef', 'const', 'enum', 'struct', 'union', 'exception', 'service']);
  while (peek().kind !== 'end') {
    const word = take();
    if (word.text === 'include' || word.text === 'cpp_include') {
      const at = take();
      if (at.kind !== 'text') fail(at, `expected a file in quotation marks, found '${at.text}'`);
      if (word.text === 'include') includes.push({ path: at.text, at });
    } else if (word.text === 'namespace') {
      if (!skip('*')) name('a language');
      name('a namespace');
    } else if (declares.has(word.text)) {
      const made = declaration(word);
      annotations();
      separator();
      if (declarations.some((other) => other.name === made.name))
        fail(made.at, `there is a ${made.name} already`);
      declarations.push(made);
    } else {
      fail(word, `expected a declaration, found '${word.text}'`);
    }
  }
  return { includes, declarations };
}
