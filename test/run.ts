import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { runCommand } from '#shared/cli/run-command';
import { levelsFor, variablesOfGiven } from './harness/given-deployments.ts';
import { runLevels } from './harness/run-levels.ts';
import { runSideBySide } from './harness/run-side-by-side.ts';
import { groups, type Level, levels } from './levels.ts';

const line = commandLine({
  call: 'npm test --',
  does: 'Runs the tests: starts what they need, and ends with one line of counts.',
  arguments: { '[LEVEL…]': `default all: ${levels.map(({ name }) => name).join(', ')}` },
  options: {
    on: {
      value: 'APP=URL',
      text: 'test the serverless form that is deployed there, and start nothing; may be repeated',
      multiple: true,
    },
  },
  environment: { 'TEST_…': 'deployments of yours, see test/README.md' },
  examples: {
    'npm test': 'everything',
    'npm test -- unit glue': 'two levels',
    'npm test -- contract --on robot-shop=http://shop.example': 'a deployment on the OpenWhisk in OW_APIHOST',
  },
  takes:
    'seconds for unit and glue, 1 to 5 minutes for a level that starts applications, about 45 minutes for all',
});
/** `npm test [-- LEVEL...]`: installs what is missing, starts what the levels need, runs them, counts. */
async function main(): Promise<number> {
  const { values, positionals } = readCommandLine(line, process.argv.slice(2));
  if (positionals.length === 0 && values.on.length === 0) return runSideBySide(groups, import.meta.filename);
  const named = levelsNamed(positionals);
  if (values.on.length === 0) return runLevels(named);
  return runLevels(levelsFor(named, values.on), await variablesOfGiven(values.on));
}

function levelsNamed(names: string[]): readonly Level[] {
  const unknown = names.find((name) => !levels.some((level) => level.name === name));
  if (unknown !== undefined) {
    const all = levels.map(({ name }) => name).join(', ');
    throw new Failure(`There is no test level ${unknown}; there are: ${all}.`, 2);
  }
  return names.length === 0 ? groups.flat() : levels.filter(({ name }) => names.includes(name));
}

await runCommand(main);
