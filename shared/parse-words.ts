import * as z from 'zod';

const units: Record<string, [one: string, more: string]> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  file: ['byte', 'bytes'],
};

/** A bound in words: `must have at most 3 characters`, `must be at least 1`. */
function bound(
  verb: 'at least' | 'at most',
  origin: string,
  limit: number | bigint,
  inclusive = true,
): string {
  const unit = units[origin];
  if (unit !== undefined) return `must have ${verb} ${limit} ${unit[Number(limit) === 1 ? 0 : 1]}`;
  if (inclusive) return `must be ${verb} ${limit}`;
  return `must be ${verb === 'at least' ? 'more' : 'less'} than ${limit}`;
}

/** A type with its article. */
function typed(type: string): string {
  if (type === 'null') return type;
  if (type === 'nan') return 'NaN';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

const oneOf = (values: readonly unknown[]): string =>
  `must be ${values.length > 1 ? 'one of ' : ''}${values.map((value) => JSON.stringify(value)).join(', ')}`;

/** What the field must be that says of which kind an object is: the problem is placed at the field, but its input is the object. */
const kindOf = (input: unknown, field = '', kinds: readonly unknown[] = []): string =>
  (Object(input)[field] === undefined ? 'is missing, and ' : '') + oneOf(kinds);

/**
 * What a value must be, in the project's own words: `is missing`, `must be a string, not a number`. Undefined where the library's
 * words do. A schema that has a message of its own goes before.
 */
export const problemWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'int') return 'must be a whole number';
      if (issue.input === Infinity || issue.input === -Infinity) return 'must be a finite number';
      return `must be ${typed(issue.expected)}, not ${typed(z.util.parsedType(issue.input))}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'too_big':
      return bound('at most', issue.origin, issue.maximum, issue.inclusive);
    case 'too_small':
      return bound('at least', issue.origin, issue.minimum, issue.inclusive);
    case 'invalid_union':
      if (Array.isArray(issue.options)) return kindOf(issue.input, issue.discriminator, issue.options);
      return 'is of none of the kinds that are allowed';
    default:
      return undefined;
  }
};
