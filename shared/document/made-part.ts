import { Failure } from '../cli/failure.ts';

/** A part of a document that a command makes. */
export interface MadePart {
  /** What it is, for the comments around it. */
  name: string;
  /** The command that writes it. */
  command: string;
}

/** A document with new text between the two comments of a part. Throws a failure that names both when one is missing. */
export function withMadePart(
  path: string,
  document: string,
  { name, command }: MadePart,
  text: string,
): string {
  const begin = `<!-- ${name}: made by \`${command}\` -->`;
  const end = `<!-- end of the ${name} -->`;
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from)
    throw new Failure(
      `${path} has no place for the ${name}: write a line ${begin} and below it a line ${end}.`,
      2,
    );
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
}
