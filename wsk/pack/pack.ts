// `npm run pack`: makes the packages openwhisk-embedded and openwhisk-glue, which need nothing of this repository.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandLine, readCommandLine, wrongArgument } from '#shared/cli/command-line';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { untilAborted } from '#shared/cli/stop';
import { temporaryPrefix } from '#shared/process/temporary';
import { builtRuntimeFiles } from './built-runtime-files.ts';
import { makePackage, type Package } from './make-package.ts';
import { emitTypes } from './types.ts';

const packages: Package[] = [
  {
    name: 'openwhisk-embedded',
    manifest: {
      description: 'Apache OpenWhisk for one machine, without containers: for tests and for development',
      keywords: ['openwhisk', 'serverless', 'testing'],
      bin: { 'openwhisk-embedded': './command.js' },
    },
    plugins: [builtRuntimeFiles],
  },
  {
    name: 'openwhisk-glue',
    manifest: {
      description: 'Runs Express, Fastify, Koa, Hono and plain Node services as OpenWhisk web actions',
      keywords: ['openwhisk', 'serverless', 'express'],
    },
    plugins: [],
  },
];

const line = commandLine({
  call: 'npm run pack --',
  does: 'Makes the packages openwhisk-embedded and openwhisk-glue, which need nothing of this repository, and prints their paths.',
  arguments: { '[DIR]': 'the folder for them; default: the current one' },
  examples: {
    'npm run pack -- out': 'out/openwhisk-embedded-VERSION.tgz and out/openwhisk-glue-VERSION.tgz',
  },
  takes: 'about 20 s',
});
const progress = createProgress();

/** Makes both packages in the folder that the first argument names, by default the current one, and prints their paths. */
async function pack(): Promise<undefined> {
  const { positionals } = readCommandLine(line, process.argv.slice(2));
  if (positionals.length > 1)
    throw wrongArgument(line, `Give one DIR, not also ${positionals.slice(1).join(', ')}`);
  const out = resolve(positionals[0] ?? '.');
  mkdirSync(out, { recursive: true });
  const work = mkdtempSync(temporaryPrefix('pack'));
  try {
    const types = join(work, 'types');
    await progress.step('Emitting the types', () =>
      untilAborted(
        emitTypes(
          packages.map(({ name }) => name),
          types,
        ),
      ),
    );
    for (const each of packages) {
      const folder = join(work, each.name);
      const file = await progress.step(`Making ${each.name}`, () =>
        untilAborted(makePackage(each, { folder, types, out })),
      );
      process.stdout.write(`${file}\n`);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

await runCommand(pack);
