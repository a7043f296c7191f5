// `npm run export`
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { apps } from '#apps/apps';
import { commandLine, readCommandLine, wrongArgument } from '#shared/cli/command-line';
import { counted } from '#shared/cli/counted';
import { Failure } from '#shared/cli/failure';
import { makeFolder } from '#shared/cli/given-paths';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { writeTrees } from './write-trees.ts';

const names = Object.keys(apps).join(', ');
const line = commandLine({
  call: 'npm run export --',
  does: 'Writes the two forms of an application as two complete trees, to read and to compare: DIR/microservice and DIR/serverless.',
  arguments: { APP: `one of ${names}`, DIR: 'a folder that does not exist or is empty' },
  examples: {
    'npm run export -- robot-shop ../shop': 'two trees; npm start and npm test work in each',
    'diff -r ../shop/microservice ../shop/serverless': 'the migration',
  },
  takes: 'a few seconds',
});

await runCommand(async () => {
  const [name, folder, ...others] = readCommandLine(line, process.argv.slice(2)).positionals;
  if (name === undefined || folder === undefined || others.length > 0)
    throw wrongArgument(line, 'Give an APP and a DIR');
  const app = Object.hasOwn(apps, name) ? apps[name]?.app : undefined;
  if (app === undefined)
    throw wrongArgument(line, `There is no application '${name}'; APP is one of: ${names}`);
  const target = resolve(folder);
  checkIsFree(target);
  makeFolder('DIR', target);
  const { step } = createProgress();
  const root = join(import.meta.dirname, '..', '..');
  const trees = await step(`Writing both forms of ${app.title}`, () => writeTrees(root, app, target));
  for (const { folder: path, files } of trees)
    process.stdout.write(`${path}  ${counted(files, 'file')}; npm start, npm test\n`);
  process.stdout.write(`diff -r ${trees.map(({ folder: path }) => path).join(' ')}  shows the migration\n`);
  return undefined;
});

/** Throws a failure unless a folder is missing or empty, so that no file of a person is overwritten. */
function checkIsFree(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new Failure(`${folder} is a file: name a folder.`, 2);
  if (readdirSync(folder).length > 0)
    throw new Failure(`${folder} is not empty: name a folder that is empty or does not exist.`, 2);
}
