import { setTimeout as delay } from 'node:timers/promises';
import type { ObjectId } from 'mongodb';
import { conflict, notFound } from '#shared/errors';
import { call } from '#shared/http/client';
import { config, services } from '../config.ts';
import { redis, withProjects } from '../db.ts';
import { ask } from '../neighbours.ts';
import { placeInClsi } from './compile.ts';

/** Whose compile of which project. */
export interface Compiler {
  project: { _id: ObjectId };
  user: string;
}

/** Seconds after which a compile that nobody has ended counts as over: more than the longest one takes. */
const forgetSeconds = 600;

/** Milliseconds for which a stop is repeated, and between two of them: clsi may not know of the compile yet. */
const [stopMs, againMs] = [5000, 200];

const keyOf = ({ project, user }: Compiler): string => `compiling:${project._id}:${user}`;

/**
 * Does the work of a compile, which counts as under way meanwhile. Throws `not-found` when the project has been deleted: a deletion
 * stops what is under way then, and what comes later ends here.
 */
export async function whileCompiling<Result>(by: Compiler, work: () => Promise<Result>): Promise<Result> {
  await redis.use((client) => client.multi().incr(keyOf(by)).expire(keyOf(by), forgetSeconds).exec());
  try {
    const { _id } = by.project;
    if ((await withProjects((projects) => projects.countDocuments({ _id }, { limit: 1 }))) === 0)
      throw notFound('the project has been deleted');
    return await work();
  } finally {
    await redis.use((client) => client.decr(keyOf(by)));
  }
}

const comparisonOf = ({ project }: Compiler): string => `comparing:${project._id}`;

/**
 * Does the work of a comparison, which counts as a compile that is under way, at a place in the clsi of both forms. Throws `conflict`
 * while another comparison of the project is under way.
 */
export async function whileComparing<Result>(
  by: Compiler,
  place: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const key = comparisonOf(by);
  const isOnly = await redis.use((client) => client.set(key, place, 'EX', forgetSeconds, 'NX'));
  if (isOnly === null) throw conflict('this project is being compiled in both forms: wait, or stop it');
  try {
    return await whileCompiling(by, work);
  } finally {
    await redis.use((client) => client.del(key));
  }
}

/** Stops what is compared, if this person has begun it; a clsi that does not answer has nothing to stop. */
async function stopComparison(by: Compiler): Promise<void> {
  const place = await redis.use((client) => client.get(comparisonOf(by)));
  if (!place?.endsWith(`/${by.user}`)) return;
  const both = [services.clsi, config.OTHER_CLSI_URL].filter((clsi) => clsi !== undefined);
  await Promise.allSettled(both.map((clsi) => call(`${clsi}${place}/compile/stop`, { method: 'POST' })));
}

/** Stops what a person compiles or compares, if anything, and waits until it has ended. */
export async function stopCompile(by: Compiler): Promise<void> {
  for (const end = performance.now() + stopMs; performance.now() < end; await delay(againMs)) {
    if (Number(await redis.use((client) => client.get(keyOf(by)))) <= 0) return;
    await stopComparison(by);
    await ask('clsi', `${placeInClsi(by)}/compile/stop`, { method: 'POST' });
  }
}
