import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { runCommand } from '#shared/cli/run-command';
import { runNpmProgram } from './npm-program.ts';

const line = commandLine({
  call: 'npm run format --',
  does: 'Formats files, and applies the fixes of lint rules that are safe.',
  arguments: { '[PATH…]': 'files and folders; default: all' },
  examples: { 'npm run format': 'all files', 'npm run format -- shared': 'one folder' },
  takes: 'a few seconds',
});

await runCommand(async () => {
  const { positionals } = readCommandLine(line, process.argv.slice(2));
  return (
    (await runNpmProgram('biome', ['check', '--write', ...(positionals.length > 0 ? positionals : ['.'])])) ??
    1
  );
});
