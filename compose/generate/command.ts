// `npm run compose`
import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { runCommand } from '#shared/cli/run-command';
import { makeFiles, staleFiles } from './files.ts';

const line = commandLine({
  call: 'npm run compose --',
  does: 'Makes the compose files of all applications of their tables, apps/*/app.ts, and prints their paths.',
  options: { check: { text: 'only say which files are not as they would be made' } },
  examples: { 'npm run compose -- --check': 'as npm run check does' },
  takes: 'a second',
});

await runCommand(async () => {
  const { values } = readCommandLine(line, process.argv.slice(2));
  if (!values.check) {
    process.stdout.write(`${makeFiles().join('\n')}\n`);
    return undefined;
  }
  const stale = staleFiles();
  if (stale.length > 0) throw new Failure(`Not up to date: ${stale.join(', ')}. Run npm run compose.`);
  return undefined;
});
