// `npm run ledger`
import { join } from 'node:path';
import { apps } from '#apps/apps';
import { commandLine, readCommandLine, wrongArgument } from '#shared/cli/command-line';
import { runCommand } from '#shared/cli/run-command';
import { makeFiles, writeFiles } from './files.ts';
import { ledgerText } from './formats.ts';
import { reports } from './reports.ts';

const line = commandLine({
  call: 'npm run ledger --',
  does: 'Counts the lines of code that the two forms of an application share, and those of one form only.',
  arguments: { '[APP]': `one of ${Object.keys(apps).join(', ')}; default: all of them, with an overview` },
  options: {
    json: { text: 'as JSON, with every file that only one form reaches' },
    csv: { text: 'as CSV, a row for each service' },
    write: { text: 'write the ledgers of the READMEs in apps/ and the lists apps/*/migrations.json anew' },
  },
  examples: {
    'npm run ledger -- robot-shop': 'as in apps/robot-shop/README.md',
    'npm run --silent ledger -- --csv > ledger.csv': 'for a spreadsheet',
  },
  takes: 'a few seconds',
});

await runCommand(async () => {
  const { values, positionals } = readCommandLine(line, process.argv.slice(2));
  const [name, ...others] = positionals;
  if (others.length > 0) throw wrongArgument(line, `Give one APP, not also ${others.join(' ')}`);
  if (name !== undefined && !Object.hasOwn(apps, name))
    throw wrongArgument(
      line,
      `There is no application '${name}'; APP is one of: ${Object.keys(apps).join(', ')}`,
    );
  const chosen = (['json', 'csv', 'write'] as const).filter((option) => values[option]);
  if (chosen.length > 1)
    throw wrongArgument(line, `Give one of --${chosen.join(', --')}, because each has an output of its own`);
  if (values.write) return write(name);
  const found = await reports(join(import.meta.dirname, '..', '..'), name === undefined ? undefined : [name]);
  process.stdout.write(
    ledgerText((['json', 'csv'] as const).find((format) => values[format]) ?? 'md', found),
  );
  return undefined;
});

async function write(name: string | undefined): Promise<undefined> {
  if (name !== undefined)
    throw wrongArgument(line, `Give --write without ${name}: it writes the ledgers of all applications`);
  const files = await makeFiles();
  const written = writeFiles(files);
  const { notVerified } = files;
  if (notVerified !== undefined) process.stderr.write(`Migrations are kept as they are: ${notVerified}.\n`);
  process.stdout.write(written.length === 0 ? 'All are up to date.\n' : `${written.join('\n')}\n`);
}
