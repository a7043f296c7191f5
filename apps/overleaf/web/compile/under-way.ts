import { setTimeout as delay } from 'node:timers/promises';
import type { ObjectId } from 'mongodb';
import { notFound } from '#shared/errors';
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

/** Stops a compile, if there is one, and waits until it has ended. */
export async function stopCompile(by: Compiler): Promise<void> {
  for (const end = performance.now() + stopMs; performance.now() < end; await delay(againMs)) {
    if (Number(await redis.use((client) => client.get(keyOf(by)))) <= 0) return;
    await ask('clsi', `${placeInClsi(by)}/compile/stop`, { method: 'POST' });
  }
}
