import type { Decimal } from 'decimal.js';
import { ExpressionError } from './error.ts';
import type { Expression } from './parse.ts';
import { numberIn, shown, type Value } from './values.ts';

/** What the names in an expression stand for. */
export type Values = ReadonlyMap<string, Value>;

/**
 * The value of an expression. A text that reads as a number counts as one wherever a number is needed; `+` only adds.
 * Throws ExpressionError for a name without value and for a value of the wrong kind.
 */
export function evaluate(expression: Expression, values: Values): Value {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'name':
      return lookUp(expression, values);
    case 'choice':
      return evaluate(chosen(expression, values), values);
    case 'unary':
      return expression.sign === '-'
        ? evaluateNumber(expression.operand, values).neg()
        : !evaluateTruth(expression.operand, values);
    case 'binary':
      return combine(expression, values);
  }
}

/** The same, where it must be a number. */
export function evaluateNumber(expression: Expression, values: Values): Decimal {
  if (expression.kind === 'choice') return evaluateNumber(chosen(expression, values), values);
  const value = evaluate(expression, values);
  return numberIn(value) ?? wrong(expression, 'a number', value);
}

/** The same, where it must be true or false. */
export function evaluateTruth(expression: Expression, values: Values): boolean {
  if (expression.kind === 'choice') return evaluateTruth(chosen(expression, values), values);
  const value = evaluate(expression, values);
  return typeof value === 'boolean' ? value : wrong(expression, 'true or false', value);
}

type Node<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

const ofNumbers: Record<string, (left: Decimal, right: Decimal) => Value> = {
  '+': (left, right) => left.plus(right),
  '-': (left, right) => left.minus(right),
  '*': (left, right) => left.times(right),
  '<': (left, right) => left.lt(right),
  '>': (left, right) => left.gt(right),
  '<=': (left, right) => left.lte(right),
  '>=': (left, right) => left.gte(right),
};

function combine({ sign, left, right }: Node<'binary'>, values: Values): Value {
  if (sign === '&&') return evaluateTruth(left, values) && evaluateTruth(right, values);
  if (sign === '||') return evaluateTruth(left, values) || evaluateTruth(right, values);
  if (sign === '==') return isSame(evaluate(left, values), evaluate(right, values));
  if (sign === '!=') return !isSame(evaluate(left, values), evaluate(right, values));
  const operation = ofNumbers[sign] as (left: Decimal, right: Decimal) => Value;
  return operation(evaluateNumber(left, values), evaluateNumber(right, values));
}

/** Two texts by their letters, a number and a text by what the text reads as; nothing is the same as another kind. */
function isSame(left: Value, right: Value): boolean {
  if (typeof left === typeof right && typeof left !== 'object') return left === right;
  const [one, other] = [numberIn(left), numberIn(right)];
  return one !== undefined && other !== undefined && one.eq(other);
}

const chosen = ({ condition, yes, no }: Node<'choice'>, values: Values): Expression =>
  evaluateTruth(condition, values) ? yes : no;

function lookUp({ name, at }: Node<'name'>, values: Values): Value {
  const value = values.get(name);
  if (value === undefined) throw new ExpressionError(at, 'a value', 'none', name);
  return value;
}

function wrong(expression: Expression, expected: string, found: Value): never {
  const name = expression.kind === 'name' ? expression.name : undefined;
  throw new ExpressionError(expression.at, expected, shown(found), name);
}
