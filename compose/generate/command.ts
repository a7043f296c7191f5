// `npm run compose`
import { join, relative } from 'node:path';
import { apps } from '#apps/apps';
import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { runCommand } from '#shared/cli/run-command';
import { writeEnvFile } from '../local/docker/env-file.ts';
import { makeFiles, staleFiles } from './files.ts';

const line = commandLine({
  call: 'npm run compose --',
  does: 'Makes the compose files of all applications of their tables, apps/*/app.ts, and prints their paths.',
  options: {
    check: { text: 'only say which files are not as they would be made' },
    env: {
      text: 'only write new secrets into a file .env beside the compose files of each application that has none',
    },
  },
  examples: {
    'npm run compose -- --check': 'as npm run check does',
    'npm run compose -- --env': 'before the first docker compose up',
  },
  takes: 'a second',
});
const composeFolder = join(import.meta.dirname, '..');

await runCommand(async () => {
  const { values } = readCommandLine(line, process.argv.slice(2));
  if (values.check && values.env) throw new Failure('--check and --env exclude each other; give one.', 2);
  if (values.env) writeEnvFiles();
  else if (values.check) checkFiles();
  else process.stdout.write(`${makeFiles().join('\n')}\n`);
  return undefined;
});

function writeEnvFiles(): void {
  for (const { app } of Object.values(apps)) {
    const folder = join(composeFolder, app.name);
    const written = writeEnvFile(app, folder);
    const path = relative(process.cwd(), join(folder, '.env'));
    process.stdout.write(
      written === undefined ? `${path} is there already, and stays as it is\n` : `${path}\n`,
    );
  }
}

function checkFiles(): void {
  const stale = staleFiles();
  if (stale.length > 0) throw new Failure(`Not up to date: ${stale.join(', ')}. Run npm run compose.`);
  process.stdout.write('All are up to date.\n');
}
