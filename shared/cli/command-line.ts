import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Failure } from './failure.ts';

/** An option of a command. */
export interface Option {
  /** The name of its value, such as DIR; an option without one is a switch. */
  value?: string;
  /** One line: what it does, and its default. */
  text: string;
  /** Whether it may be repeated. */
  multiple?: true;
}

/** What a command says about itself; `--help` prints it. Each entry is one line. */
export interface CommandLine<Options extends Record<string, Option> = Record<string, Option>> {
  /** How it is called, for example `npm run deploy --`. */
  call: string;
  does: string;
  /** The arguments without dashes, by name; `[NAME]` may be left out, `NAME…` may be repeated. */
  arguments?: Record<string, string>;
  options?: Options;
  environment?: Record<string, string>;
  /** Calls, and what they do. */
  examples: Record<string, string>;
  /** How long it takes. */
  takes: string;
}

/** The values of options by name: a list for one that may be repeated, a text for one with a value, else whether it is given. */
export type ValuesOf<Options extends Record<string, Option>> = {
  [Name in keyof Options]: Options[Name] extends { multiple: true }
    ? string[]
    : Options[Name] extends { value: string }
      ? string | undefined
      : boolean;
};

/** Thrown when a person asks for help. `runCommand` prints its text on standard output. */
export class HelpWanted extends Error {}

/** Makes a constant of type `CommandLine` that keeps the names of its options. */
export const commandLine = <const Options extends Record<string, Option>>(
  line: CommandLine<Options>,
): CommandLine<Options> => line;

/** The values in the arguments of a command. Throws `HelpWanted` at -h and --help, and a failure that names a wrong argument and the remedy. */
export function readCommandLine<Options extends Record<string, Option>>(
  line: CommandLine<Options>,
  args: string[],
): { values: ValuesOf<Options>; positionals: string[] } {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
  for (const [name, { value, multiple = false }] of Object.entries<Option>(line.options ?? {}))
    options[name] =
      value === undefined
        ? { type: 'boolean', default: false }
        : { type: 'string', multiple, ...(multiple ? { default: [] } : {}) };
  const { values, positionals } = parse(line, args, options);
  if (values.help) throw new HelpWanted(helpOf(line));
  return { values: values as ValuesOf<Options>, positionals };
}

/** A failure for a wrong argument, with exit code 2, which says how to get help. */
export const wrongArgument = ({ call }: Pick<CommandLine, 'call'>, sentence: string): Failure =>
  new Failure(`${sentence}; ${call} --help lists what there is.`, 2);

function parse(
  line: CommandLine,
  args: string[],
  options: NonNullable<ParseArgsConfig['options']>,
): ReturnType<typeof parseArgs> {
  try {
    return parseArgs({ args, options, allowPositionals: line.arguments !== undefined });
  } catch (error) {
    // Of two sentences, the second is about arguments that begin with a dash.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw wrongArgument(line, sentence.replace(/\.$/, ''));
  }
}

/** The value of an option that must be one of a few. Throws a failure that names them. */
export function oneOf<Value extends string>(name: string, value: string, known: readonly Value[]): Value {
  const found = known.find((each) => each === value);
  if (found !== undefined) return found;
  throw new Failure(`${name} ${value}: must be one of ${known.join(', ')}.`, 2);
}

/** The value of an option that must be a whole number within limits. Throws a failure that names them. */
export function wholeNumber(name: string, text: string, least: number, greatest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= greatest) return number;
  throw new Failure(`${name} ${text}: must be a whole number from ${least} to ${greatest}.`, 2);
}

/** The text of `--help`, the same shape for all commands. */
export function helpOf(line: CommandLine): string {
  const options = Object.entries<Option>(line.options ?? {}).map(([name, { value, text }]) => [
    value === undefined ? `--${name}` : `--${name} ${value}`,
    text,
  ]);
  const sections: [title: string, entries: string[][]][] = [
    ['Arguments', Object.entries(line.arguments ?? {})],
    ['Options', [...options, ['-h, --help', 'print this text']]],
    ['Environment', Object.entries(line.environment ?? {})],
    ['Examples', Object.entries(line.examples)],
  ];
  const words = [
    line.call,
    ...Object.keys(line.arguments ?? {}),
    ...(options.length > 0 ? ['[options]'] : []),
  ];
  const shown = sections.filter(([, entries]) => entries.length > 0);
  const width = (entries: string[][]): number => Math.max(...entries.map(([name = '']) => name.length));
  const list = ([title, entries]: [string, string[][]]): string =>
    [title, ...entries.map(([name = '', text]) => `  ${name.padEnd(width(entries))}  ${text}`)].join('\n');
  return `${[words.join(' '), line.does, ...shown.map(list), `Takes ${line.takes}.`].join('\n\n')}\n`;
}
