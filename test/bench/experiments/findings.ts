import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MadePart, withMadePart } from '#shared/document/made-part';
import { markdownTable } from '#shared/document/markdown-table';
import { median } from '#shared/statistics';
import { placementNames } from '#wsk/placements/placement';
import { machineText } from '../machine.ts';
import { saidOf } from './paper.ts';
import { estimateText } from './report-one.ts';
import { type Result, type ResultOne, type ResultTwo, type Run, readResult } from './result.ts';
import { summaryOf } from './summary-one.ts';
import {
  costsOf,
  greatestP50s,
  placementsIn,
  quotientsOf,
  rateText,
  saturationIn,
  spreadText,
  summariesOf,
} from './summary-two.ts';
import { tasks } from './tasks.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const results = 'test/bench/results';
const part: MadePart = { name: 'findings', command: 'npm run experiment -- --write' };

const notMeasured = 'not measured';

/** The README with the tables of the results that are in the folder of the results; and what it is now. */
export function readmeWithFindings(): { file: string; now: string; made: string } {
  const file = join(root, 'README.md');
  const now = readFileSync(file, 'utf8');
  return { file, now, made: withMadePart('README.md', now, part, findings(keptResults())) };
}

/** Writes the tables into the README. */
export function writeFindings(): undefined {
  const { file, made } = readmeWithFindings();
  writeFileSync(file, made);
}

const keptResults = (): Result[] =>
  ['one', 'two'].flatMap((experiment) =>
    Object.keys(tasks)
      .map((app) => join(root, results, `${experiment}-${app}.json`))
      .filter(existsSync)
      .map(readResult),
  );

/** Both tables, and where they were measured. */
function findings(all: readonly Result[]): string {
  const ones = all.filter((each) => each.experiment === 'one');
  const twos = all.filter((each) => each.experiment === 'two');
  return [tableOne(ones), tableTwo(twos), placeOf(all)].join('\n\n');
}

/** Where and when all of them were measured. */
function placeOf(all: readonly Result[]): string {
  const each = (text: (result: Result) => string): string => [...new Set(all.map(text))].join(' and ');
  const day = each(({ at }) => at.slice(0, 10));
  const commits = each(({ commit = 'unknown' }) => commit);
  const [machine, node, platform] = [
    each(({ machine }) => machineText(machine)),
    each(({ node }) => node),
    each(({ platform }) => platform),
  ];
  return `Measured on ${day} on ${machine}, with Node ${node} and ${platform}, at commit ${commits}, which each report names.`;
}

const report = ({ experiment, app, task }: Result): string =>
  `[${task}](${results}/${experiment}-${app}.html)`;

/** How long one request takes in the serverless form beside the microservice form, by placement. */
function tableOne(all: readonly ResultOne[]): string {
  const placements = [...placementNames, 'control'];
  const rows = all.map((result) => {
    const { columns, doubt, rounds } = summaryOf(result);
    const base = columns.find(({ name }) => name === 'microservice')?.p50 ?? Number.NaN;
    const ratios = placements.map((name) => {
      const ratio = columns.find((column) => column.name === name)?.ratio;
      return ratio === undefined ? '–' : estimateText(ratio, rounds);
    });
    const said = saidOf(result.app).one ?? notMeasured;
    const trust = doubt === undefined ? 'yes' : 'no';
    return [report(result), said, `${base.toFixed(1)} ms`, ...ratios, trust];
  });
  const head = [
    'one request',
    'the paper',
    'microservice',
    ...placements.map((name) => `${name}: times as long`),
  ];
  return markdownTable([...head, 'steady'], rows);
}

/** What a form does under the closed ramp: responses a second at saturation, the greatest latency, and what a day costs. */
function tableTwo(all: readonly ResultTwo[]): string {
  const head = [
    'a load that grows',
    'the paper',
    'responses a second at saturation',
    'times as many',
    'control',
    'greatest p50 of a second, ms',
    'times as long',
    'failed, closed ramp',
    'failed, open ramp',
    'lost',
    'then worked on for, s',
    'costs less up to',
  ];
  return markdownTable(head, all.flatMap(rowsOf));
}

function rowsOf(result: ResultTwo): string[][] {
  const summaries = summariesOf(result);
  const said = saidOf(result.app).two?.cell ?? notMeasured;
  const microservice = saturationIn(summaries, 'microservice', 'closed');
  const itself = quotientsOf(microservice.slice(1), microservice.slice(0, 1));
  const costs = costsOf(result);
  const theirs = greatestP50s(result, 'microservice');
  return placementsIn(summaries).map((name) => {
    const crossing = costs.find((cost) => cost.name === name)?.crossing;
    const serverless = saturationIn(summaries, name, 'closed');
    const both = (text: (form: string) => string): string => ['microservice', name].map(text).join(' and ');
    const failed = (ramp: Run['ramp']): string =>
      both((form) => `${summaries.find((each) => each.ramp === ramp && each.name === form)?.failed}`);
    const lost = both(
      (form) => `${summaries.filter((each) => each.name === form).reduce((sum, each) => sum + each.lost, 0)}`,
    );
    const mine = greatestP50s(result, name);
    return [
      report(result),
      said,
      `${median(microservice).toFixed(1)} and ${median(serverless).toFixed(1)}`,
      spreadText(quotientsOf(serverless, microservice)),
      itself.median.toFixed(2),
      `${median(theirs).toFixed(0)} and ${median(mine).toFixed(0)}`,
      spreadText(quotientsOf(mine, theirs)),
      failed('closed'),
      failed('open'),
      lost,
      both((form) => workedOn(result, form)),
      crossing === undefined ? '–' : `${rateText(crossing)} a second`,
    ];
  });
}

/** The seconds for which a form still worked when all requests of the closed ramp had responses. */
const workedOn = ({ runs }: ResultTwo, name: string): string =>
  median(
    runs
      .filter((run) => run.ramp === 'closed' && run.name === name)
      .map(({ afterwards }) => afterwards.seconds),
  ).toFixed(0);
