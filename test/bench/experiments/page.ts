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
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid #e4dac8; text-align: left; white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
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

const tableOf = ({ head, rows }: Table): Html => html`<table>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cellOf)}</tr>\n`)}</tbody>
</table>
`;

const cellOf = (text: string): Html =>
  /^\d/.test(text) ? html`<td class="number">${text}</td>` : html`<td>${text}</td>`;

/** A picture that was drawn here, which is HTML already. */
const asIs = (svg: string): Html => new Html(svg);
