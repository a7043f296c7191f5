import type * as tree from './syntax-tree.ts';
import { IdlError, type Token, tokensOf } from './tokens.ts';

/** Reads one IDL file. Throws `IdlError`, which names line and column. */
export const syntaxOf = (file: string, source: string): tree.Syntax =>
  new Parser(file, tokensOf(file, source)).file();

const declarationWords = new Set(['typedef', 'const', 'enum', 'struct', 'union', 'exception', 'service']);

/** A recursive-descent parser with one method for each rule of the grammar. */
class Parser {
  readonly #file: string;
  readonly #tokens: Token[];
  #next = 0;

  constructor(file: string, tokens: Token[]) {
    this.#file = file;
    this.#tokens = tokens;
  }

  file(): tree.Syntax {
    const syntax: tree.Syntax = { includes: [], declarations: [] };
    while (this.#peek().kind !== 'end') {
      const word = this.#take();
      if (word.text === 'include' || word.text === 'cpp_include') this.#include(word, syntax);
      else if (word.text === 'namespace') this.#namespace();
      else if (declarationWords.has(word.text)) this.#declare(word, syntax);
      else this.#fail(word, `expected a declaration, found '${word.text}'`);
    }
    return syntax;
  }

  #peek(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #take(): Token {
    return this.#tokens[this.#next++] as Token;
  }

  #fail(at: Token, message: string): never {
    throw new IdlError(this.#file, at, message);
  }

  /** Takes the next token if it is this one. */
  #skip(text: string): boolean {
    const { kind, text: found } = this.#peek();
    if (kind === 'text' || found !== text) return false;
    this.#next += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) this.#fail(this.#peek(), `expected '${text}', found '${this.#peek().text}'`);
  }

  #name(what: string): Token {
    const token = this.#peek();
    return token.kind === 'name'
      ? this.#take()
      : this.#fail(token, `expected ${what}, found '${token.text}'`);
  }

  #integer(what: string): number {
    const token = this.#take();
    const value = Number(token.text);
    if (token.kind !== 'number' || !Number.isInteger(value))
      this.#fail(token, `expected ${what}, found '${token.text}'`);
    return value;
  }

  #separator(): void {
    if (!this.#skip(',')) this.#skip(';');
  }

  #include(word: Token, { includes }: tree.Syntax): void {
    const at = this.#take();
    if (at.kind !== 'text') this.#fail(at, `expected a file in quotation marks, found '${at.text}'`);
    if (word.text === 'include') includes.push({ path: at.text, at });
  }

  #namespace(): void {
    if (!this.#skip('*')) this.#name('a language');
    this.#name('a namespace');
  }

  #declare(word: Token, { declarations }: tree.Syntax): void {
    const declaration = this.#declaration(word);
    this.#annotations();
    this.#separator();
    const { name, at } = declaration;
    if (declarations.some((other) => other.name === name)) this.#fail(at, `there is a ${name} already`);
    declarations.push(declaration);
  }

  #declaration(word: Token): tree.Declaration {
    if (word.text === 'typedef') {
      const aliased = this.#type();
      const at = this.#name('a name');
      return { kind: 'typedef', name: at.text, type: aliased, at };
    }
    if (word.text === 'const') {
      const type = this.#type();
      const at = this.#name('a name');
      this.#expect('=');
      return { kind: 'const', name: at.text, type, value: this.#constant(), at };
    }
    const at = this.#name('a name');
    if (word.text === 'enum') return { kind: 'enum', name: at.text, members: this.#members(), at };
    if (word.text === 'service') return this.#service(at);
    this.#expect('{');
    return { kind: word.text as 'struct', name: at.text, fields: this.#fields('}'), at };
  }

  #annotations(): void {
    if (!this.#skip('(')) return;
    while (!this.#skip(')')) {
      this.#name('the name of an annotation');
      if (this.#skip('=') && this.#take().kind !== 'text')
        this.#fail(this.#peek(), 'the value of an annotation is a text');
      this.#separator();
    }
  }

  #type(): tree.WrittenType {
    const at = this.#name('a type');
    const type = this.#container(at);
    this.#annotations();
    return type;
  }

  #container(at: Token): tree.WrittenType {
    if (at.text !== 'list' && at.text !== 'set' && at.text !== 'map')
      return { kind: 'name', name: at.text, at };
    this.#expect('<');
    const first = this.#type();
    if (at.text === 'map') this.#expect(',');
    const second = at.text === 'map' ? this.#type() : undefined;
    this.#expect('>');
    return second === undefined
      ? { kind: at.text as 'list' | 'set', of: first }
      : { kind: 'map', key: first, value: second };
  }

  #constant(): tree.WrittenConstant {
    const at = this.#take();
    if (at.kind === 'number' || at.kind === 'text' || at.kind === 'name')
      return { kind: at.kind, text: at.text, at };
    if (at.text === '[') {
      const items: tree.WrittenConstant[] = [];
      for (; !this.#skip(']'); this.#separator()) items.push(this.#constant());
      return { kind: 'list', items, at };
    }
    if (at.text !== '{') this.#fail(at, `expected a constant, found '${at.text}'`);
    const pairs: [tree.WrittenConstant, tree.WrittenConstant][] = [];
    for (; !this.#skip('}'); this.#separator()) {
      const key = this.#constant();
      this.#expect(':');
      pairs.push([key, this.#constant()]);
    }
    return { kind: 'map', pairs, at };
  }

  #fields(end: string): tree.WrittenField[] {
    const fields: tree.WrittenField[] = [];
    while (!this.#skip(end)) fields.push(this.#field(fields));
    return fields;
  }

  #field(earlier: tree.WrittenField[]): tree.WrittenField {
    const at = this.#peek();
    if (at.kind !== 'number') this.#fail(at, `expected the number of a field, found '${at.text}'`);
    const id = this.#integer('the number of a field');
    if (id < 1 || id > 32767) this.#fail(at, `the number of a field is 1 to 32767, not ${id}`);
    this.#expect(':');
    const need = this.#need();
    const type = this.#type();
    const name = this.#name('the name of a field');
    const value = this.#skip('=') ? this.#constant() : undefined;
    this.#annotations();
    this.#separator();
    const sameId = earlier.find((other) => other.id === id);
    if (sameId !== undefined) this.#fail(at, `the number ${id} is taken by ${sameId.name}`);
    if (earlier.some((other) => other.name === name.text))
      this.#fail(name, `there is a field ${name.text} already`);
    const field = { id, name: name.text, type, need, at };
    return value === undefined ? field : { ...field, value };
  }

  #need(): tree.WrittenField['need'] {
    if (this.#skip('required')) return 'required';
    return this.#skip('optional') ? 'optional' : 'default';
  }

  #members(): Record<string, number> {
    const members: Record<string, number> = {};
    let number = 0;
    this.#expect('{');
    while (!this.#skip('}')) {
      const member = this.#name('a member');
      if (this.#skip('=')) number = this.#integer('a whole number');
      if (Object.hasOwn(members, member.text)) this.#fail(member, `there is a member ${member.text} already`);
      members[member.text] = number;
      number += 1;
      this.#annotations();
      this.#separator();
    }
    return members;
  }

  #service(at: Token): tree.Declaration {
    const base = this.#skip('extends') ? this.#name('a service').text : undefined;
    this.#expect('{');
    const methods: tree.WrittenMethod[] = [];
    while (!this.#skip('}')) {
      const method = this.#method();
      if (methods.some(({ name }) => name === method.name))
        this.#fail(method.at, `there is a method ${method.name} already`);
      methods.push(method);
    }
    const service = { kind: 'service', name: at.text, methods, at } as const;
    return base === undefined ? service : { ...service, base };
  }

  #method(): tree.WrittenMethod {
    const oneway = this.#skip('oneway');
    const returns = this.#skip('void') ? 'void' : this.#type();
    const at = this.#name('the name of a method');
    this.#expect('(');
    const args = this.#fields(')');
    const throws = this.#thrown();
    this.#annotations();
    this.#separator();
    if (oneway && (returns !== 'void' || throws.length > 0))
      this.#fail(at, `${at.text} is oneway: it returns and throws nothing`);
    return { name: at.text, oneway, returns, args, throws, at };
  }

  #thrown(): tree.WrittenField[] {
    if (!this.#skip('throws')) return [];
    this.#expect('(');
    return this.#fields(')');
  }
}
