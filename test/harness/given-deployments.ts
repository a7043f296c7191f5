import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { apps } from '#apps/apps';
import { actionsOf, processesOf } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import { addressOfAction } from '#wsk/deploy/deploy-app';
import { findTarget, type Target } from '#wsk/deploy/target';
import type { Level } from '../levels.ts';
import { variablesOf } from './deployed-form.ts';

/** A post holds eleven instances, and nobody can ask an OpenWhisk how many it has: TEST_AT_ONCE says how many requests it bears. */
const atOnce = '1';

type Environment = Readonly<Record<string, string | undefined>>;

/** The levels against deployments that a person names: those whose files need both forms as they are, and no more. */
export function levelsFor(levels: readonly Level[], given: readonly string[]): readonly Level[] {
  const wrong = levels.find(({ on }) => typeof on !== 'object' || Object.keys(on).length > 0);
  if (wrong !== undefined)
    throw new Failure(`--on is for levels such as contract and scenario, not for ${wrong.name}.`, 2);
  const names = given.map((each) => parsed(each).app);
  return levels.map((level) => {
    const files = level.files
      .flatMap((pattern) => globSync(pattern).sort())
      .filter((file) => isOf(file, names));
    // One file after the other, as what tests do at once.
    if (files.length > 0) return { ...level, files, concurrency: 1 };
    throw new Failure(`The level ${level.name} has no tests of ${names.join(', ')}.`, 2);
  });
}

/** Whether a test file is about one of these applications, by its folder or the beginning of its name. */
const isOf = (file: string, names: string[]): boolean =>
  names.some((name) => file.includes(`/${name}/`) || basename(file).startsWith(name));

/**
 * The variables that tell test files of deployments that a person names, each as `APP=URL` with the URL of the front door of the
 * serverless form. The services are found on the OpenWhisk in OW_APIHOST, those that stay processes in `<SERVICE>_URL`; tests of one
 * whose address is not known are skipped.
 */
export async function variablesOfGiven(
  given: readonly string[],
  env: Environment = process.env,
): Promise<Record<string, string>> {
  const target = env.OW_APIHOST ? await findTarget(env) : undefined;
  const variables = given.map((each) => {
    const { app, url } = parsed(each);
    return variablesOf({ app, form: 'serverless', url, services: servicesOf(app, target, env) });
  });
  return Object.assign({ TEST_AT_ONCE: env.TEST_AT_ONCE ?? atOnce }, ...variables) as Record<string, string>;
}

function parsed(text: string): { app: string; url: string } {
  const [app = '', url = ''] = text.split(/=(.*)/s);
  const known = Object.keys(apps);
  if (!known.includes(app) || !/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new Failure(
      `--on ${text}: give APP=URL, with an APP of ${known.join(', ')} and a URL of its front door.`,
      2,
    );
  return { app, url };
}

function servicesOf(name: string, target: Target | undefined, env: Environment): Record<string, string> {
  const app = apps[name]?.app;
  if (app === undefined) return {};
  const actions = target === undefined ? [] : actionsOf(app).filter(({ action: { kind } }) => kind === 'web');
  const processes = processesOf(app, 'serverless').flatMap(({ name: process }) => {
    const address = env[`${process.toUpperCase().replaceAll('-', '_')}_URL`];
    return address ? [[process, address] as const] : [];
  });
  return Object.fromEntries([
    ...actions.map(
      (each) => [each.name, target === undefined ? '' : addressOfAction(app, each, target)] as const,
    ),
    ...processes,
  ]);
}
