import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { missing } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { cacheFolder } from './cache.ts';
import { run } from './command.ts';

/**
 * Returns the folder with the jars of a `pom.xml` and with the compiled `Launcher.java` beside it, if there is one. The folder is
 * created once for each content of these files. Needs the programs `mvn`, `java` and, for a launcher, `javac`.
 */
export async function installJars(name: string, source: string, progress: Progress): Promise<string> {
  const hash = createHash('sha256');
  const launcher = [join(source, 'Launcher.java')].filter((file) => existsSync(file));
  for (const file of [join(source, 'pom.xml'), ...launcher]) hash.update(readFileSync(file));
  const folder = join(cacheFolder('maven'), `${name}-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;

  const unfinished = `${folder}.${process.pid}`;
  const why = await progress.step(`Fetching ${name} from Maven`, async () => {
    const goal = [
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${unfinished}`,
    ];
    const repository = `-Dmaven.repo.local=${cacheFolder('maven', 'repository')}`;
    const copy = await run('mvn', [
      '-B',
      '-q',
      '-Dstyle.color=never',
      repository,
      '-f',
      join(source, 'pom.xml'),
      ...goal,
    ]);
    if (!copy.ok) return copy.output;
    if (launcher.length === 0) return undefined;
    const compile = await run('javac', ['-cp', join(unfinished, '*'), '-d', unfinished, ...launcher]);
    return compile.ok ? undefined : compile.output;
  });
  if (why !== undefined) {
    rmSync(unfinished, { recursive: true, force: true });
    throw missing(
      [
        `${name} could not be fetched from Maven:`,
        `  why:      ${why.trim().split('\n').slice(0, 3).join('\n            ')}`,
        `  by hand:  mvn -f ${join(source, 'pom.xml')} dependency:copy-dependencies`,
        '  or:       name your own server, in MONGO_URL, KAFKA_BROKERS or S3_URL, or use  npm start -- --docker',
      ].join('\n'),
    );
  }
  // Another run may have created the folder in the meantime.
  if (existsSync(folder)) rmSync(unfinished, { recursive: true, force: true });
  else renameSync(unfinished, folder);
  return folder;
}
