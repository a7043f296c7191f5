import type { Form } from '#shared/app/addresses';
import { statementsOf } from '#shared/ledger/statements';

/**
 * The text of the table of an application, `app.ts`, for one form alone: without the actions or the needs of the other form, and without
 * variants. Its lines and brackets are read as Biome formats them.
 */
export function tableOfForm(text: string, form: Form): string {
  const other = form === 'microservice' ? 'serverless' : 'microservice';
  return withoutUnused(withoutNeedsOf(other, withPropertiesOf(form, text)));
}

/** A property of a service that says how it runs, with the comments above it. */
const property =
  /(?:^ {6}\/\/ .*\n)*^ {6}(actions|variants|processes|staysProcess): (?:.*,|[\s\S]*?^ {6}[})\]]+,)\n/gm;

const withPropertiesOf = (form: Form, text: string): string =>
  text.replaceAll(property, (whole, name: string) => {
    if (form === 'serverless') return name === 'variants' ? '' : whole;
    const runsSomething = name === 'actions' || name === 'staysProcess';
    return runsSomething ? "      staysProcess: 'microservice.ts',\n" : '';
  });

/** A call, with no more than one call in its arguments. */
const call = String.raw`\w+\((?:[^()]|\([^()]*\))*?`;

/** Leaves out needs that say that only a form has them, and constants with such needs. */
function withoutNeedsOf(form: Form, text: string): string {
  const only = `only: '${form}'`;
  const constants = [...text.matchAll(new RegExp(`^const (\\w+) = .*${only}.*;$`, 'gm'))].map(
    ([, name]) => name,
  );
  const value = [String.raw`${call}${only}[^)]*\)`, ...constants.map((name) => `${name}(?!\\w)`)].join('|');
  const need = `[A-Z_]+: (?:${value})`;
  return text
    .replaceAll(new RegExp(`^ +${need},\n`, 'gm'), '')
    .replaceAll(new RegExp(`, ${need}`, 'g'), '')
    .replaceAll(new RegExp(`${need}, `, 'g'), '');
}

const constant = /^(?:\/\*\* .* \*\/\n|\/\/ .*\n)*const (\w+) = (?:[^\n]*;|[\s\S]*?^[}\])][^\n]*;)\n/gm;
const imported = /^import (type )?\{([^}]*)\} from ('[^']+');\n/gm;

/** Leaves out constants and imports that nothing uses any more. */
function withoutUnused(text: string): string {
  const names = statementsOf(text).flatMap((statement) => statement.names);
  const isUsed = (name: string): boolean => {
    const keys = text.match(new RegExp(`^ *${name}: `, 'gm')) ?? [];
    // Once where it is declared, and as a key.
    return names.filter((each) => each === name).length > 1 + keys.length;
  };
  const shorter = text
    .replaceAll(constant, (statement, name: string) => (isUsed(name) ? statement : ''))
    .replaceAll(imported, (statement, type: string | undefined, list: string, from: string) => {
      const all = list
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean);
      const used = all.filter((name) => isUsed(name.replace(/^type /, '')));
      if (used.length === all.length) return statement;
      return used.length === 0 ? '' : `import ${type ?? ''}{ ${used.join(', ')} } from ${from};\n`;
    });
  return shorter === text ? text : withoutUnused(shorter);
}
