import { ExpressionError } from './error.ts';
import { type Token, tokensOf } from './tokens.ts';
import { decimal, type Value } from './values.ts';

/** A parsed expression; `at` is where its operator, or the whole of it, stands. */
export type Expression =
  | { kind: 'value'; value: Value; at: number }
  | { kind: 'name'; name: string; at: number }
  | { kind: 'unary'; sign: string; operand: Expression; at: number }
  | { kind: 'binary'; sign: string; left: Expression; right: Expression; at: number }
  | { kind: 'choice'; condition: Expression; yes: Expression; no: Expression; at: number };

/** How strongly the operators bind, as in Java; those of the same strength are taken from the left, `?` from the right. */
const strengths: Record<string, number> = {
  '?': 1,
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
};
const unaryStrength = 8;
/** Expressions within expressions that one may have. */
const deepest = 50;

/** Reads an expression such as `AREA * 1.25B` (a Pratt parser). Throws ExpressionError with what was expected where. */
export function parse(source: string): Expression {
  const tokens = tokensOf(source);
  let next = 0;
  let depth = 0;
  const peek = (): Token => tokens[next] as Token;

  function consume(sign: string, expected = sign): void {
    if (peek().text !== sign) throw unexpected(peek(), expected);
    next += 1;
  }

  function operand(): Expression {
    const token = peek();
    const { kind, text, at } = token;
    next += 1;
    if (kind === 'number') return { kind: 'value', value: decimal(text.replace('B', '')), at };
    if (kind === 'text') return { kind: 'value', value: text.slice(1, -1), at };
    if (kind === 'name') return { kind, name: text, at };
    if (text === '-' || text === '!')
      return { kind: 'unary', sign: text, operand: expression(unaryStrength), at };
    if (text !== '(') throw unexpected(token, 'a value');
    const inner = expression(0);
    consume(')', 'an operator or )');
    return inner;
  }

  /** An expression up to the first operator that binds no stronger than `above`. */
  function expression(above: number): Expression {
    depth += 1;
    if (depth > deepest)
      throw new ExpressionError(peek().at, `at most ${deepest} expressions in each other`, 'more');
    let left = operand();
    for (;;) {
      const { kind, text: sign, at } = peek();
      const strength = kind === 'sign' ? (strengths[sign] ?? 0) : 0;
      if (strength <= above) break;
      next += 1;
      left =
        sign === '?' ? choice(left, at) : { kind: 'binary', sign, left, right: expression(strength), at };
    }
    depth -= 1;
    return left;
  }

  function choice(condition: Expression, at: number): Expression {
    const yes = expression(0);
    consume(':', 'an operator or :');
    return { kind: 'choice', condition, yes, no: expression(0), at };
  }

  const whole = expression(0);
  consume('', 'an operator or the end');
  return whole;
}

const unexpected = ({ kind, text, at }: Token, expected: string): ExpressionError =>
  new ExpressionError(at, expected, kind === 'end' ? 'the end' : text);

/** The names that occur in an expression. */
export function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'value':
      return [];
    case 'name':
      return [expression.name];
    case 'unary':
      return namesIn(expression.operand);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case 'choice':
      return [expression.condition, expression.yes, expression.no].flatMap(namesIn);
  }
}
