import { Html, html } from '#shared/http/html';
import { machineText } from '../machine.ts';
import type { Surroundings } from './result.ts';

/** A table: its head and its rows; a cell that begins with a digit is set to the right. */
export interface Table {
  head: string[];
  rows: string[][];
}

/** What a report says, in the order in which it is read. */
export interface Report {
  title: string;
  /** What was done, and what it shows. */
  sentences: string[];
  /** Texts of SVG files. */
  pictures: string[];
  tables: Table[];
}

/** The report as a page that opens from disk and needs no other file. */
export const pageOf = ({ title, sentences, pictures, tables }: Report, about: Surroundings): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #23201c; background: #fff; }
.scroll { margin: 1rem 0; padding: 0 0.5rem; border: 1px solid #b9ad9a; border-radius: 8px; overflow-x: auto; background:
  linear-gradient(to right, #fff 50%, transparent) left / 2rem 100% no-repeat local,
  linear-gradient(to left, #fff 50%, transparent) right / 2rem 100% no-repeat local,
  linear-gradient(to right, #b9ad9a, transparent) left / 0.7rem 100% no-repeat scroll,
  linear-gradient(to left, #b9ad9a, transparent) right / 0.7rem 100% no-repeat scroll; }
.scroll:focus-visible { outline: 3px solid #c73a22; outline-offset: 2px; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid #e4dac8; text-align: left; white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; }
svg { max-width: 100%; height: auto; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${sentences.map((each) => html`<p>${each}</p>\n`)}
${pictures.map((each) => html`<figure>${asIs(each)}</figure>\n`)}
${tables.map(tableOf)}
<h2>Where this was measured</h2>
<p>${machineOf(about)}</p>
</main>
</body>
</html>
`.text;

/** The machine, the versions and the commit, in words. */
export const machineOf = ({
  at,
  machine,
  node,
  servers,
  platform,
  commit,
  seed,
  note,
}: Surroundings): string =>
  `${at.slice(0, 16).replace('T', ' ')} UTC: ${machineText(machine)}, ` +
  `Node ${node}; ${servers.join(', ')}; ${platform}; commit ${commit ?? 'unknown'}; seed ${seed}.${note === undefined ? '' : ` ${note}`}`;

/** A table in a box of its own, which is scrolled where it is wider than the window, also by keyboard. */
const tableOf = ({
  head,
  rows,
}: Table): Html => html`<div class="scroll" role="region" aria-label="${nameOf(head)}" tabindex="0">
<table>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cellOf)}</tr>\n`)}</tbody>
</table>
</div>
`;

/** Tells the tables of a report apart by their first columns. */
const nameOf = (head: string[]): string => `Table: ${head.slice(0, 3).filter(Boolean).join(', ')}`;

const cellOf = (text: string): Html =>
  /^\d/.test(text) ? html`<td class="number">${text}</td>` : html`<td>${text}</td>`;

/** A picture that was drawn here, which is HTML already. The whole has a name, so that its parts need none, which readers of the screen would skip. */
const asIs = (svg: string): Html => new Html(svg.replace(/(<g[^>]*?) aria-label="[^"]*"/g, '$1'));
