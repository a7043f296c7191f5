// Random expressions of the tariffs' language, and what they mean by another way: fractions of whole numbers.

/** An expression before it is written. */
export type Tree =
  | { is: 'number' | 'text' | 'name'; text: string }
  | { is: 'unary'; sign: '-' | '!'; of: Tree }
  | { is: 'binary'; sign: string; left: Tree; right: Tree }
  | { is: 'choice'; condition: Tree; yes: Tree; no: Tree };

/** A decimal number: `digits` divided by ten to the power of `scale`. */
export interface Fraction {
  digits: bigint;
  scale: number;
}

/** What a name stands for, or an expression comes to. */
export type Meaning = Fraction | string | boolean;

/** An expression has no meaning; if a name is to blame, this one. */
export class Meaningless extends Error {
  readonly subject: string | undefined;
  constructor(subject?: string) {
    super(subject);
    this.subject = subject;
  }
}

type Kind = 'number' | 'truth' | 'text';

/** Draws an expression; now and then a part is not of the kind that is needed there. */
export function drawTree(random: () => number, names: Record<Kind, string[]>): Tree {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const kinds: Kind[] = ['number', 'truth', 'text'];

  function draw(kind: Kind, depth: number): Tree {
    const wanted = random() < 0.03 ? pick(kinds) : kind;
    if (random() < 0.15 && depth > 0) return choice(wanted, depth);
    if (wanted === 'text' || (wanted === 'number' && depth <= 0)) return leaf(wanted);
    // Drawn for truths, too: a seed keeps its expressions.
    const isLeaf = random() < 0.2;
    if (wanted === 'truth') return condition(depth);
    return isLeaf ? leaf('number') : calculation(depth);
  }

  function choice(kind: Kind, depth: number): Tree {
    return {
      is: 'choice',
      condition: draw('truth', depth - 1),
      yes: draw(kind, depth - 1),
      no: draw(kind, depth - 1),
    };
  }

  function calculation(depth: number): Tree {
    if (random() < 0.15) return { is: 'unary', sign: '-', of: draw('number', depth - 1) };
    return binary(pick(['+', '-', '*']), 'number', depth);
  }

  function condition(depth: number): Tree {
    if (depth > 0 && random() < 0.2) return { is: 'unary', sign: '!', of: draw('truth', depth - 1) };
    if (depth > 0 && random() < 0.35) return binary(pick(['&&', '||']), 'truth', depth);
    if (random() < 0.5) return binary(pick(['==', '!=']), pick(['number', 'text']), depth);
    return binary(pick(['<', '>', '<=', '>=']), 'number', depth);
  }

  function binary(sign: string, kind: Kind, depth: number): Tree {
    return { is: 'binary', sign, left: draw(kind, depth - 1), right: draw(kind, depth - 1) };
  }

  function leaf(kind: 'number' | 'text'): Tree {
    if (random() < 0.5) return { is: 'name', text: pick(names[random() < 0.03 ? pick(kinds) : kind]) };
    if (kind === 'text') return { is: 'text', text: pick(['APT', 'HOUSE', '', 'a b', 'ü?:(+)', '2', '2.0']) };
    const whole = String(Math.floor(random() * pick([3, 100, 100_000])));
    return {
      is: 'number',
      text: random() < 0.5 ? whole : `${whole}.${pick(['5', '25', '00', '001', '90'])}`,
    };
  }

  return draw(pick(kinds), 4);
}

/** How strongly operators bind, written down a second time. */
const levels = [['?'], ['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*'], ['unary']];
const levelOf = (tree: Tree): number => {
  if (tree.is === 'choice') return 0;
  if (tree.is === 'unary') return 7;
  return tree.is === 'binary' ? levels.findIndex((signs) => signs.includes(tree.sign)) : 8;
};

/** Writes an expression with the parentheses that it needs, and sometimes more, and with blanks here and there. */
export function write(tree: Tree, random: () => number): string {
  const blank = (): string => {
    if (random() < 0.5) return ' ';
    return random() < 0.1 ? '\n\t ' : '';
  };
  const joined = (...parts: string[]) => parts.join(blank());

  function inside(part: Tree, least: number): string {
    const text = plain(part);
    return levelOf(part) < least || random() < 0.1 ? joined('(', text, ')') : text;
  }

  function plain(part: Tree): string {
    switch (part.is) {
      case 'number':
        return part.text + (random() < 0.3 ? 'B' : '');
      case 'text':
        return `'${part.text}'`;
      case 'name':
        return part.text;
      case 'unary':
        return joined(part.sign, inside(part.of, 7));
      case 'binary': {
        const level = levelOf(part);
        return joined(inside(part.left, level), part.sign, inside(part.right, level + 1));
      }
      case 'choice':
        return joined(inside(part.condition, 1), '?', inside(part.yes, 0), ':', inside(part.no, 0));
    }
  }
  return joined('', plain(tree), '');
}

/** What an expression means. Throws Meaningless. */
export function meaningOf(tree: Tree, values: Record<string, Meaning>): Meaning {
  switch (tree.is) {
    case 'number':
      return fraction(tree.text) as Fraction;
    case 'text':
      return tree.text;
    case 'name': {
      const value = values[tree.text];
      if (value === undefined) throw new Meaningless(tree.text);
      return value;
    }
    case 'unary':
      if (tree.sign === '!') return !truth(tree.of, values);
      return minus({ digits: 0n, scale: 0 }, number(tree.of, values));
    case 'choice':
      return meaningOf(truth(tree.condition, values) ? tree.yes : tree.no, values);
    case 'binary':
      return meaningOfTwo(tree.sign, tree.left, tree.right, values);
  }
}

function meaningOfTwo(sign: string, left: Tree, right: Tree, values: Record<string, Meaning>): Meaning {
  if (sign === '&&') return truth(left, values) ? truth(right, values) : false;
  if (sign === '||') return truth(left, values) ? true : truth(right, values);
  if (sign === '==' || sign === '!=') {
    const isSame = same(meaningOf(left, values), meaningOf(right, values));
    return sign === '==' ? isSame : !isSame;
  }
  const [one, other] = [number(left, values), number(right, values)];
  const difference = minus(one, other).digits;
  switch (sign) {
    case '+':
      return minus(one, { ...other, digits: -other.digits });
    case '-':
      return minus(one, other);
    case '*':
      return { digits: one.digits * other.digits, scale: one.scale + other.scale };
    case '<':
      return difference < 0n;
    case '>':
      return difference > 0n;
    case '<=':
      return difference <= 0n;
    default:
      return difference >= 0n;
  }
}

/** Whether two meanings are the same; a text that reads as a number is that number to a number. */
export function same(one: Meaning, other: Meaning): boolean {
  if (typeof one === 'boolean' || typeof other === 'boolean') return one === other;
  if (typeof one === 'string' && typeof other === 'string') return one === other;
  const [left, right] = [asFraction(one), asFraction(other)];
  return left !== undefined && right !== undefined && minus(left, right).digits === 0n;
}

/** The number that a text reads as. */
export function fraction(text: string): Fraction | undefined {
  const [, sign = '', whole = '', part = '', power = '0'] =
    /^\s*([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?\s*$/.exec(text) ?? [];
  if (whole + part === '') return undefined;
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${part}`);
  const scale = part.length - Number(power);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function asFraction(meaning: Meaning): Fraction | undefined {
  if (typeof meaning === 'string') return fraction(meaning);
  return typeof meaning === 'boolean' ? undefined : meaning;
}

function minus(one: Fraction, other: Fraction): Fraction {
  const scale = Math.max(one.scale, other.scale);
  const scaled = (number: Fraction) => number.digits * 10n ** BigInt(scale - number.scale);
  return { digits: scaled(one) - scaled(other), scale };
}

// Whoever stands behind a choice is to blame, not the choice.
const standingBehind = (tree: Tree, values: Record<string, Meaning>): Tree =>
  tree.is === 'choice' ? standingBehind(truth(tree.condition, values) ? tree.yes : tree.no, values) : tree;

function number(tree: Tree, values: Record<string, Meaning>): Fraction {
  const part = standingBehind(tree, values);
  const found = asFraction(meaningOf(part, values));
  if (found === undefined) throw new Meaningless(part.is === 'name' ? part.text : undefined);
  return found;
}

function truth(tree: Tree, values: Record<string, Meaning>): boolean {
  const part = standingBehind(tree, values);
  const found = meaningOf(part, values);
  if (typeof found !== 'boolean') throw new Meaningless(part.is === 'name' ? part.text : undefined);
  return found;
}
