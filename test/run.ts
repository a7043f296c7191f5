import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apps } from '#apps/apps';
import { installComponents } from '#compose/local/components/components';
import { type Stack, startStack } from '#compose/local/stack';
import { urlVariables } from '#shared/app/components';
import { type ComponentName, forms } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { letGo, onStop } from '#shared/cli/stop';
import { startControl } from './harness/control-server.ts';
import { variablesOf } from './harness/deployed-form.ts';
import { installStockThrift } from './harness/stock-thrift.ts';
import { type Level, levels } from './levels.ts';
import { findNode20 } from './node20.ts';

const progress = createProgress();
const scratch = mkdtempSync(join(tmpdir(), 'diptych-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const stopping = new AbortController();
/** Milliseconds after which a level counts as stuck. */
const levelLimitMs = 8 * 60_000;

/** `npm test [-- LEVEL…]`: installs what is missing, starts what a level needs, runs it, counts. */
async function main(): Promise<void> {
  const only = process.argv.slice(2);
  const unknown = only.find((name) => !levels.some((level) => level.name === name));
  if (unknown !== undefined) {
    throw new Failure(
      `There is no test level ${unknown}; there are: ${levels.map(({ name }) => name).join(', ')}`,
    );
  }
  const chosen = levels.filter(({ name }) => only.length === 0 || only.includes(name));
  const allApps = Object.values(apps);
  const chromium = [{ command: 'chromium', debian: 'chromium' }];
  await installComponents([...new Set(allApps.flatMap(({ app }) => app.components))], progress, chromium);
  await installStockThrift(progress);

  let stack: Stack | undefined;
  let around: Level['on'] = 'nothing';
  try {
    for (const level of chosen) {
      if (stopping.signal.aborted) break;
      if (level.on !== around) {
        await stack?.stop();
        stack = undefined;
        around = level.on;
        stack = await startAround(level.on);
      }
      await runLevel(level, stack);
    }
  } finally {
    await stack?.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function startAround(on: Level['on']): Promise<Stack | undefined> {
  if (on === 'nothing') return undefined;
  if (on === 'actions on Node 20') process.env.ACTION_NODE = await findNode20(progress);
  if (on === 'both forms, endless stock') process.env.COMPAT = 'original';
  else delete process.env.COMPAT;
  const fused = on === 'fused actions';
  if (fused) process.env.FUSE = 'true';
  else delete process.env.FUSE;
  const many = on === 'many instances of LAB Insurance';
  // So few activations in an instance that there are several as soon as a few requests come at once.
  if (many) Object.assign(process.env, { ACTION_CONCURRENCY: '2', ACTION_MEMORY_MB: '24576' });
  const giveUp = (reason: string): void => progress.line(`gave up: ${reason}`);
  const onlyActions = many || fused || on === 'actions on Node 20';
  const wanted = onlyActions ? forms.filter((form) => form === 'serverless') : [...forms];
  const chosen = Object.values(apps).filter(({ app }) => (app.name === 'lab-insurance' ? !fused : !many));
  const services = on !== 'components';
  // No application needs S3 here; tests of what keeps files do.
  const components: ComponentName[] = services ? [] : ['s3'];
  return startStack({ apps: chosen, forms: wanted, components, services, progress, giveUp });
}

async function runLevel(level: Level, stack: Stack | undefined): Promise<void> {
  const files = level.files.flatMap((pattern) => globSync(pattern)).sort();
  if (files.length === 0) return;
  process.stdout.write(`\n${level.name}\n`);
  const control = stack === undefined ? undefined : await startControl(stack);
  const countsFile = join(scratch, `${level.name}.json`);
  const code = await runNode(
    ['--test', `--test-concurrency=${level.concurrency}`, '--test-reporter=./test/reporter.ts', ...files],
    { ...process.env, ...urls(stack), ...control?.env, ...level.env, TEST_COUNTS: countsFile },
  );
  control?.close();
  const counts = readCounts(countsFile);
  if (counts === undefined || (code !== 0 && counts.failed === 0)) {
    process.stdout.write(`  the run of level ${level.name} ended with exit code ${code}\n`);
    total.failed += 1;
  }
  total.passed += counts?.passed ?? 0;
  total.failed += counts?.failed ?? 0;
  total.skipped += counts?.skipped ?? 0;
}

function urls(stack: Stack | undefined): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { app, form, url, services, folder, platform } of stack?.deployments ?? []) {
    Object.assign(env, variablesOf({ app: app.name, form, url, services, folder }));
    const prefix = app.name.toUpperCase().replaceAll('-', '_');
    env[`${prefix}_${form.toUpperCase()}_URL`] = url;
    env[`${prefix}_${form.toUpperCase()}_GATEWAY`] = services.gateway ?? '';
    env[`${prefix}_${form.toUpperCase()}_SERVICES`] = JSON.stringify(services);
    env[`${prefix}_${form.toUpperCase()}_FOLDER`] = folder;
    if (platform !== undefined) Object.assign(env, { OW_APIHOST: platform.apihost, OW_AUTH: platform.auth });
  }
  for (const { name, url } of Object.values(stack?.components ?? {})) env[urlVariables[name]] = url;
  return env;
}

function runNode(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  stopping.signal.addEventListener('abort', () => child.kill());
  // A file that leaves something open would never end.
  const limit = setTimeout(() => child.kill(), levelLimitMs);
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      clearTimeout(limit);
      resolve(code ?? 1);
    }),
  );
}

function readCounts(file: string): typeof total | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as typeof total;
  } catch {
    return undefined;
  }
}

onStop(() => stopping.abort());
try {
  await main();
} catch (error) {
  if (error instanceof Failure && error.exitCode === 2) {
    process.stderr.write(`\n${error.message}\n`);
    process.exit(2);
  }
  process.stderr.write(`\n${error instanceof Error ? error.stack : error}\n`);
  total.failed += 1;
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 || stopping.signal.aborted ? 1 : 0;
letGo();
