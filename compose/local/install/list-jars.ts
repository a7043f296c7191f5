import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { run } from './command.ts';

const line = commandLine({
  call: 'npm run jars --',
  does: 'Writes the jars.json of each component from its pom.xml, and the classes of a Launcher.java; needs Maven and JDK 17.',
  examples: { 'npm run jars': 'after a change of a pom.xml or a Launcher.java' },
  takes: 'about a minute',
});

const progress = createProgress();

async function main(): Promise<number> {
  readCommandLine(line, process.argv.slice(2));
  for (const pom of globSync(join(import.meta.dirname, '..', '*', 'pom.xml'))) {
    await progress.step(`Resolving ${pom}`, () => resolve(pom));
  }
  return 0;
}

async function resolve(pom: string): Promise<void> {
  const component = dirname(pom);
  const folder = mkdtempSync(join(tmpdir(), 'jars-'));
  try {
    await succeed('mvn', [
      ...['-B', '-q', '-Dstyle.color=never', '-f', pom, 'dependency:copy-dependencies'],
      ...['-DincludeScope=runtime', '-Dmdep.useRepositoryLayout=true', `-DoutputDirectory=${folder}`],
    ]);
    const jars = globSync('**/*.jar', { cwd: folder }).sort();
    const list = Object.fromEntries(jars.map((path) => [coordinatesOf(path), contentOf(join(folder, path))]));
    writeFileSync(join(component, 'jars.json'), `${JSON.stringify(list, null, 2)}\n`);
    const launcher = join(component, 'Launcher.java');
    if (!existsSync(launcher)) return;
    const classPath = jars.map((path) => join(folder, path)).join(delimiter);
    const classes = join(component, 'classes');
    rmSync(classes, { recursive: true, force: true });
    await succeed('javac', ['--release', '17', '-cp', classPath, '-d', classes, launcher]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function succeed(command: string, args: string[]): Promise<void> {
  const { ok, output } = await run(command, args);
  if (!ok) throw new Failure(`${command} failed:\n${output.slice(-600)}`);
}

function contentOf(file: string): { bytes: number; sha256: string } {
  const content = readFileSync(file);
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

/** The coordinates of the jar with a path in a Maven repository. */
function coordinatesOf(path: string): string {
  const [name = '', version, artifact, ...group] = path.split('/').reverse();
  const classifier = name.slice(`${artifact}-${version}-`.length, -'.jar'.length);
  return [group.reverse().join('.'), artifact, version, ...(classifier === '' ? [] : [classifier])].join(':');
}

await runCommand(main);
