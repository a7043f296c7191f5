import { docKeys } from '#apps/overleaf/document-updater/keys';
import type { Names } from '#test/contract/overleaf/names';
import type { RunningUpdater } from '#test/overleaf/document-updater';

type RecordedCommand = [name: string, key: string, ...args: unknown[]];

/**
 * Runs recorded commands of Redis, `range` times if one is given, and answers their replies. A work token starts what applies updates;
 * then this waits until nothing is pending.
 */
export async function run(
  commands: unknown[],
  range: string | undefined,
  updater: RunningUpdater,
  names: Names,
): Promise<unknown[]> {
  const replies: unknown[] = [];
  for (const i of numbersOf(range))
    for (const command of commands as (RecordedCommand | 'then')[])
      if (command !== 'then') replies.push(await runOne(withNumber(command, i), updater, names));
  return replies;
}

const numbersOf = (range = '0..0'): number[] => {
  const [from = 0, to = 0] = range.split('..').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
};

const withNumber = (command: RecordedCommand, i: number): RecordedCommand =>
  JSON.parse(JSON.stringify(command).replaceAll('"<i>"', String(i)));

async function runOne(
  [name, key, ...args]: RecordedCommand,
  updater: RunningUpdater,
  names: Names,
): Promise<unknown> {
  const filled = args.map((each) => String(names.filled(each)));
  if (name === 'RPUSH' && key.startsWith('pending-updates-list')) {
    const [project = '', doc = ''] = String(filled[0]).split(':');
    await updater.start(key, project, doc);
    return updater.settled(doc);
  }
  return updater.redis.call(name, names.valueOf(key), ...filled);
}

/** Pushes an insertion for each version from one to another, and waits until they are applied. */
export async function pushInsertions(
  updater: RunningUpdater,
  names: Names,
  from: number,
  to: number,
): Promise<void> {
  const [project, doc] = [names.valueOf('$project1'), names.valueOf('$doc1')];
  for (const v of numbersOf(`${from}..${to}`))
    await updater.redis.rpush(
      docKeys.pending(doc),
      JSON.stringify({ doc, op: [{ i: 'x', p: 0 }], v, meta: {} }),
    );
  await updater.start('pending-updates-list', project, doc);
  await updater.settled(doc);
}
