import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** Tests by how they ended. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** `3 passed, 1 FAILED, 2 skipped`, without what there is none of. */
export const inWords = ({ passed, failed, skipped }: Counts): string =>
  [`${passed} passed`, failed > 0 && `${failed} FAILED`, skipped > 0 && `${skipped} skipped`]
    .filter(Boolean)
    .join(', ');

/**
 * Makes text of the events of `node:test`: each failure in full, each skip with its reason, then a line a test file. Returns the
 * counts. It counts tests, not groups of tests; a group that throws or is skipped counts as one.
 */
export async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string, Counts> {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const lastWords = new Map<string, string>();
  const files = new Map<string, Counts & { ms: number }>();
  for await (const event of source) {
    if (event.type === 'test:stderr') {
      const place = relative(process.cwd(), event.data.file);
      lastWords.set(place, ((lastWords.get(place) ?? '') + event.data.message).slice(-2000));
      continue;
    }
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { name, details, file = '?' } = event.data;
    const place = relative(process.cwd(), file);
    const counts = files.get(place) ?? { passed: 0, failed: 0, skipped: 0, ms: 0 };
    files.set(place, counts);
    if (details.type !== 'suite') counts.ms += details.duration_ms;
    const skip = event.data.skip ?? event.data.todo;
    if (skip !== undefined && skip !== false) {
      count('skipped', counts);
      yield `  skipped: ${name} (${skip === true ? 'no reason given' : skip})\n`;
    } else if (event.type === 'test:pass') {
      if (details.type !== 'suite') count('passed', counts);
    } else {
      const { error } = event.data.details;
      if (isSubtestFailure(error)) continue;
      count('failed', counts);
      const where = `${place}:${event.data.line ?? '?'}`;
      yield `\n  FAILED: ${name}\n  in ${where}\n${indent(inspect(error.cause ?? error))}\n\n`;
      // A file that ends before its tests do says why only there.
      if (name === file || name === place) yield `${indent(lastWords.get(place) ?? '')}\n`;
    }
  }
  for (const [file, counts] of files) {
    if (counts.passed + counts.failed + counts.skipped === 0) continue;
    yield `  ${file}: ${inWords(counts)} (${(counts.ms / 1000).toFixed(1)} s)\n`;
  }
  return total;

  function count(what: keyof Counts, counts: Counts): void {
    counts[what] += 1;
    total[what] += 1;
  }
}

const isSubtestFailure = (error: Error): boolean =>
  'failureType' in error && error.failureType === 'subtestsFailed';

const indent = (text: string): string => text.replace(/^/gm, '    ');
