import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { commandLine, readCommandLine, wrongArgument } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { runCommand } from '#shared/cli/run-command';
import { placementNames } from '#wsk/placements/placement';
import { placementsAsked } from '../compare-forms.ts';
import { compareResults, comparisonText } from './compare.ts';
import { type Emit, emitLine, emitNothing, emittedProgress } from './events.ts';
import { writeFindings } from './findings.ts';
import { experimentOne, type OneOptions } from './one.ts';
import { reportOf } from './report.ts';
import { reportFiles } from './report-files.ts';
import { type Result, readResult } from './result.ts';
import { taskOf, tasks } from './tasks.ts';
import { experimentTwo, type TwoOptions } from './two.ts';

const names = Object.keys(tasks).join(', ');

const line = commandLine({
  call: 'npm run experiment --',
  does: "Repeats the paper's experiments: measures both forms, and writes results, pictures and report pages.",
  arguments: {
    'one [APP…]': `the time of a request by step, with one client; default all: ${names}`,
    'two [APP…]': 'a load that grows until each form is saturated, and what it costs',
  },
  options: {
    placement: {
      value: 'NAME,…',
      text: `placements of the serverless form: ${placementNames.join(', ')}; default: platform in two; in one, PLACEMENT, else all`,
    },
    rounds: { value: 'NUMBER', text: 'rounds of experiment one; default 20, of Compile 12' },
    requests: {
      value: 'NUMBER',
      text: 'requests of each round of experiment one, with as many more before the first; default 100, of Compile 5',
    },
    seconds: { value: 'NUMBER', text: 'the length of each ramp of experiment two; default 20' },
    seed: { value: 'NUMBER', text: 'where the random numbers of the evaluation begin; default 1' },
    out: { value: 'DIR', text: 'folder of the results; default test/bench/results' },
    keep: { text: 'name the files also by the time, so that those of an earlier run are kept' },
    note: { value: 'TEXT', text: 'a sentence for the report, for example on what else ran' },
    events: { text: 'write what is measured as lines of JSON on standard output, as the console reads them' },
    report: { text: 'measure nothing; make the picture and the page of the results that are named' },
    compare: { text: 'measure nothing; compare the two results that are named' },
    json: { text: 'with --compare: as JSON' },
    write: {
      text: 'measure nothing; write the tables of the README anew from the results in test/bench/results',
    },
  },
  environment: { 'OW_APIHOST, OW_AUTH': 'a real OpenWhisk in the place of the embedded one' },
  examples: {
    'npm run experiment -- one robot-shop': 'SubmitOrder in both forms and every placement',
    'npm run experiment -- --compare A.json B.json': 'two results of one task',
  },
  takes: '3 to 10 minutes an application; run no other work beside it',
});

async function main(): Promise<undefined> {
  const { values, positionals } = readCommandLine(line, process.argv.slice(2));
  if (values.compare) return compare(positionals, values.json);
  if (values.write) return writeFindings();
  if (values.report) return reportAgain(positionals);
  const [experiment, ...apps] = positionals;
  if (experiment !== 'one' && experiment !== 'two')
    throw wrongArgument(line, 'Give the experiment: one or two');
  const seed = wholeNumber('seed', values.seed ?? '1');
  const seconds = wholeNumber('seconds', values.seconds ?? '20');
  const [rounds, requests] = (['rounds', 'requests'] as const).map((name) =>
    values[name] === undefined ? undefined : wholeNumber(name, values[name]),
  );
  const placements = values.placement?.split(',');
  check('placement', placements ?? [], placementNames);
  check('application', apps, Object.keys(tasks));
  const out = values.out ?? join('test', 'bench', 'results');
  const emit = values.events ? emitLine : emitNothing;
  const options = { seed, rounds, requests, seconds, placements };
  for (const app of apps.length > 0 ? apps : Object.keys(tasks)) {
    const measured = await measure(experiment, app, options, emit);
    const result = values.note === undefined ? measured : { ...measured, note: values.note };
    const file = write(result, out, values.keep);
    if (values.events) emit({ kind: 'result', file, conclusion: reportOf(result).conclusion });
    else process.stdout.write(summaryOf(file, result));
  }
  return undefined;
}

/** Runs an experiment on the task of an application. */
function measure(
  experiment: 'one' | 'two',
  app: string,
  {
    placements,
    ...options
  }: Omit<OneOptions & TwoOptions, 'placements'> & { placements?: string[] | undefined },
  emit: Emit,
): Promise<Result> {
  const { task, growth } = taskOf(app);
  const progress = emittedProgress(emit);
  if (experiment === 'one')
    return experimentOne(task, { ...options, placements: placements ?? placementsAsked() }, progress, emit);
  return experimentTwo(task, growth, { ...options, placements: placements ?? ['platform'] }, progress, emit);
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Failure(`--${name} ${text} is no whole number from 1 on`, 2);
  return number;
}

function check(what: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((each) => !known.includes(each));
  if (unknown !== undefined)
    throw new Failure(`There is no ${what} '${unknown}'; there are: ${known.join(', ')}.`, 2);
}

/** Writes the result, its pictures and its page; answers the file of the result. */
function write(result: Result, folder: string, keep: boolean): string {
  mkdirSync(folder, { recursive: true });
  const time = keep ? `-${result.at.slice(0, 19).replaceAll(':', '-')}` : '';
  const file = join(folder, `${result.experiment}-${result.app}${time}.json`);
  writeFileSync(file, `${JSON.stringify(result)}\n`);
  writeReport(file, result);
  return file;
}

const baseOf = (file: string): string => file.replace(/\.json$/, '');

/** Writes the pictures and the page of the result in a file, beside it. */
function writeReport(file: string, result: Result): void {
  for (const [name, text] of Object.entries(reportFiles(result, basename(baseOf(file)))))
    writeFileSync(join(dirname(file), name), text);
}

/** Makes the pictures and pages of results anew. */
function reportAgain(files: string[]): undefined {
  for (const file of files) {
    const result = readResult(file);
    writeReport(file, result);
    process.stdout.write(summaryOf(file, result));
  }
}

/** What a result says, and where its page is. */
function summaryOf(file: string, result: Result): string {
  const { title, sentences, conclusion, paper } = reportOf(result);
  return `${title}\n\n${[...sentences, conclusion, paper].join('\n')}\n\n${baseOf(file)}.html\n`;
}

function compare([first, second, ...more]: string[], asJson: boolean): undefined {
  if (first === undefined || second === undefined || more.length > 0)
    throw wrongArgument(line, '--compare takes two results: A.json B.json');
  const comparison = compareResults(readResult(first), readResult(second));
  process.stdout.write(asJson ? `${JSON.stringify(comparison)}\n` : comparisonText(comparison));
  return undefined;
}

await runCommand(main);
