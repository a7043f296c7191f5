import { projectName } from './names.ts';

const longest = 150;

/** The title that a LaTeX document gives itself, as a text; undefined without one. */
export function titleOf(text: string): string | undefined {
  const start = /^[^%\n]*\\title\s*(?:\[[^\]]{0,500}\]\s*)?\{/m.exec(text);
  if (start === null) return undefined;
  const from = start.index + start[0].length;
  let depth = 1;
  for (let at = from; at < text.length && at < from + 1000; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return plain(text.slice(from, at));
  }
  return undefined;
}

/** What is left of LaTeX without its commands. */
function plain(latex: string): string | undefined {
  const text = latex
    .replace(/(?<!\\)%.*$/gm, '')
    .replace(/\\\\(\[[^\]]*\])?/g, ' ')
    .replace(/\\[a-zA-Z]+\*?\s*(\[[^\]]*\])?/g, ' ')
    .replace(/\\([&%$#_{} ])/g, '$1')
    .replace(/[{}~]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text;
}

/** A name that a project may have, made of any text; `Untitled` where nothing is left. */
export function asProjectName(text: string): string {
  const name = text.replace(/[/\\]/g, '-').trim().slice(0, longest).trim();
  return projectName.safeParse(name).data ?? 'Untitled';
}
