import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Html, html } from '#shared/http/html';
import { inMemory } from '#shared/ui/build';
import { machineText } from '../machine.ts';
import type { Surroundings } from './result.ts';

/** A table: what it shows, its head and its rows; a cell that begins with a digit is set to the right. */
export interface Table {
  name: string;
  head: string[];
  rows: string[][];
}

/** What a report says, in the order in which it is read. */
export interface Report {
  title: string;
  /** What was done, and what it costs. */
  sentences: string[];
  /** What it shows. */
  conclusion: string;
  /** What the paper says of the task, and whether this result shows the same. */
  paper: string;
  /** Drawings in SVG. */
  pictures: string[];
  /** Words of the pictures and tables, with their meanings. */
  words: [word: string, meaning: string][];
  tables: Table[];
}

const { outputFiles } = buildSync({ ...inMemory, entryPoints: [join(import.meta.dirname, 'report.css')] });
const style = new Html((outputFiles[0]?.text ?? '').trim());

const paper = html`<a href="https://doi.org/10.1145/3476886.3477510">Lessons Learned from Migrating Complex Stateful Applications onto Serverless Platforms</a> (APSys ’21)`;

/** The report as a page that opens from disk and needs no other file. `base` is the name of its result, whose JSON is beside it. */
export const pageOf = (report: Report, about: Surroundings, base: string): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${report.title}</title>
<link rel="icon" href="data:,">
<style>
${style}
</style>
</head>
<body>
<main>
<h1>${report.title}</h1>
${report.sentences.map((each) => html`<p>${each}</p>\n`)}
<p><strong>${report.conclusion}</strong></p>
<p>${report.paper} The paper is ${paper}.</p>
<div class="pictures">
${report.pictures.map((each) => html`<figure>${asIs(each)}</figure>\n`)}
<dl>
${report.words.map(([word, meaning]) => html`<div><dt>${word}</dt><dd>${meaning}</dd></div>\n`)}
</dl>
</div>
${report.tables.map(tableOf)}
<h2>Where this was measured</h2>
<p>${machineOf(about)} All samples: <a href="${base}.json">${base}.json</a>.</p>
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
  name,
  head,
  rows,
}: Table): Html => html`<div class="scroll" role="region" aria-label="${name}" tabindex="0">
<table class="figures">
<caption>${name}</caption>
<thead><tr>${head.map((cell, at) => html`<th scope="col"${at > 0 && isFigure(rows[0]?.[at]) ? number : ''}>${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cellOf)}</tr>\n`)}</tbody>
</table>
</div>
`;

const isFigure = (text = ''): boolean => /^[\d–]/.test(text);
const number = new Html(' class="number"');

const cellOf = (text: string, at: number): Html =>
  at === 0 ? html`<th scope="row">${text}</th>` : html`<td${isFigure(text) ? number : ''}>${text}</td>`;

/** A picture that was drawn here, which is HTML already. The whole has a name, so that its parts need none, which readers of the screen would skip. */
const asIs = (svg: string): Html => new Html(svg.replace(/(<g[^>]*?) aria-label="[^"]*"/g, '$1'));
