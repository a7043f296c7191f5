import { SyntaxKind } from 'typescript/unstable/ast';
import { computeLineStarts, createScanner, type Scanner } from 'typescript/unstable/ast/scanner';

/** A statement at the outermost level of a file. */
export interface Statement {
  /** How many lines it has, without those that are blank or hold nothing but a comment. */
  lines: number;
  /** The identifiers in it, in their order. */
  names: string[];
  /** The specifier of an import. */
  imports?: string;
}

/** The tokens after which a slash divides; after all others it begins a regular expression. */
const endsOfOperands = new Set<SyntaxKind>([
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.BigIntLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateTail,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.ThisKeyword,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.NullKeyword,
]);
const closing = new Set<SyntaxKind>([
  SyntaxKind.CloseBraceToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseParenToken,
]);

interface Token {
  kind: SyntaxKind;
  start: number;
  end: number;
  value: string;
}

/**
 * The statements of a TypeScript file. A statement begins where a token that closes no bracket stands in the first column, as in every
 * file that Biome has formatted.
 */
export function statementsOf(text: string): Statement[] {
  const isFirstColumn = new Set(computeLineStarts(text));
  const newLines = countNewLines(text);
  const statements: Statement[] = [];
  let statement: Statement | undefined;
  for (const token of tokensOf(text)) {
    if (statement === undefined || (isFirstColumn.has(token.start) && !closing.has(token.kind))) {
      statement = { lines: 0, names: [] };
      statements.push(statement);
      if (token.kind === SyntaxKind.ImportKeyword) statement.imports = '';
    }
    statement.lines += newLines(token);
    if (token.kind === SyntaxKind.Identifier) statement.names.push(token.value);
    if (token.kind === SyntaxKind.StringLiteral && statement.imports !== undefined)
      statement.imports = token.value;
  }
  return statements;
}

/** Counts, for one token after the other, the lines of each that no token before it has had. A template may have several. */
function countNewLines(text: string): (token: Token) => number {
  const starts = computeLineStarts(text);
  const startOf = (line: number): number => starts[line] ?? Number.POSITIVE_INFINITY;
  /** The first line that is not counted yet. */
  let line = 0;
  return ({ start, end }) => {
    while (startOf(line + 1) <= start) line += 1;
    let count = 0;
    for (; startOf(line) < end; line += 1)
      if (text.slice(startOf(line), startOf(line + 1)).trim() !== '') count += 1;
    return count;
  };
}

/** The lines of code of a TypeScript file: without blank lines and without lines that hold nothing but a comment. */
export const codeLines = (text: string): number =>
  statementsOf(text).reduce((sum, { lines }) => sum + lines, 0);

function* tokensOf(text: string): Generator<Token> {
  const scanner = createScanner(true);
  scanner.setText(text);
  /** The open braces: whether each was opened by a template. */
  const braces: boolean[] = [];
  let previous: SyntaxKind | undefined;
  for (;;) {
    const kind = nextKind(scanner, previous, braces);
    if (kind === SyntaxKind.EndOfFile) return;
    yield {
      kind,
      start: scanner.getTokenStart(),
      end: scanner.getTokenEnd(),
      value: scanner.getTokenValue(),
    };
    previous = kind;
  }
}

/** Scans one token. What a slash or a closing brace means only a parser knows, so the scanner is told. */
function nextKind(scanner: Scanner, previous: SyntaxKind | undefined, braces: boolean[]): SyntaxKind {
  let kind = scanner.scan();
  const isSlash = kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken;
  if (isSlash && !(previous !== undefined && endsOfOperands.has(previous))) kind = scanner.reScanSlashToken();
  if (kind === SyntaxKind.CloseBraceToken && braces.at(-1) === true)
    kind = scanner.reScanTemplateToken(false);
  if (kind === SyntaxKind.OpenBraceToken) braces.push(false);
  if (kind === SyntaxKind.TemplateHead) braces.push(true);
  if (kind === SyntaxKind.CloseBraceToken || kind === SyntaxKind.TemplateTail) braces.pop();
  return kind;
}
