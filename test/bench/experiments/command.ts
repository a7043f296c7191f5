import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, readCommandLine, wrongArgument } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { placementNames } from '#wsk/placements/placement';
import { placementsAsked } from '../compare-forms.ts';
import { compareResults } from './compare.ts';
import { experimentOne } from './one.ts';
import { pageOf } from './page.ts';
import { reportOf } from './report.ts';
import { type Result, readResult } from './result.ts';
import { taskOf, tasks } from './tasks.ts';
import { experimentTwo } from './two.ts';

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
      text: `placements of the serverless form: ${placementNames.join(', ')}; default: PLACEMENT, else all`,
    },
    seconds: { value: 'NUMBER', text: 'the length of each ramp of experiment two; default 20' },
    seed: { value: 'NUMBER', text: 'where the random numbers of the evaluation begin; default 1' },
    out: { value: 'DIR', text: 'folder of the results; default test/bench/results' },
    report: { text: 'measure nothing; make the picture and the page of the results that are named' },
    compare: { text: 'measure nothing; compare the two results that are named' },
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
  if (values.compare) return compare(positionals);
  if (values.report) {
    for (const file of positionals) rewrite(file);
    return undefined;
  }
  const [experiment, ...apps] = positionals;
  if (experiment !== 'one' && experiment !== 'two')
    throw wrongArgument(line, 'Give the experiment: one or two');
  const seed = wholeNumber('seed', values.seed ?? '1');
  const seconds = wholeNumber('seconds', values.seconds ?? '20');
  const placements = values.placement?.split(',');
  check('placement', placements ?? [], placementNames);
  check('application', apps, Object.keys(tasks));
  const out = values.out ?? join('test', 'bench', 'results');
  for (const app of apps.length > 0 ? apps : Object.keys(tasks)) {
    const { task, growth } = taskOf(app);
    const result =
      experiment === 'one'
        ? await experimentOne(task, { seed, placements: placements ?? placementsAsked() }, createProgress())
        : await experimentTwo(
            task,
            growth,
            { seed, seconds, placements: placements ?? ['platform'] },
            createProgress(),
          );
    write(result, out);
  }
  return undefined;
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

/** Writes the result, and its pictures and page. */
function write(result: Result, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${result.experiment}-${result.app}.json`);
  writeFileSync(file, `${JSON.stringify(result)}\n`);
  rewrite(file);
}

/** Makes the pictures and the page of the result in a file, beside it, and prints what it says. */
function rewrite(file: string): void {
  const result = readResult(file);
  const report = reportOf(result);
  const base = file.replace(/\.json$/, '');
  for (const [index, picture] of report.pictures.entries())
    writeFileSync(`${base}${index === 0 ? '' : `-${index + 1}`}.svg`, picture);
  writeFileSync(`${base}.html`, pageOf(report, result));
  process.stdout.write(`${report.title}\n\n${report.sentences.join('\n')}\n\n${base}.html\n`);
}

function compare([first, second, ...more]: string[]): undefined {
  if (first === undefined || second === undefined || more.length > 0)
    throw wrongArgument(line, '--compare takes two results: A.json B.json');
  process.stdout.write(compareResults(readResult(first), readResult(second)));
  return undefined;
}

await runCommand(main);
