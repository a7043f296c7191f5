import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** Tests by how they ended. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Adds counts to others. */
export function add(total: Counts, counts: Counts): void {
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
}

/** The last line of a run. */
export const lastLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** The counts in the last line of a run; undefined for another line. */
export function countsIn(line: string): Counts | undefined {
  const [passed, failed, skipped] =
    /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(line)?.slice(1).map(Number) ?? [];
  return passed === undefined || failed === undefined || skipped === undefined
    ? undefined
    : { passed, failed, skipped };
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
      const place = placeOf(event.data.file);
      lastWords.set(place, ((lastWords.get(place) ?? '') + event.data.message).slice(-2000));
    }
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const place = placeOf(event.data.file);
    const counts = files.get(place) ?? { passed: 0, failed: 0, skipped: 0, ms: 0 };
    files.set(place, counts);
    if (event.data.details.type !== 'suite') counts.ms += event.data.details.duration_ms;
    const outcome = outcomeOf(event);
    if (outcome === undefined) continue;
    counts[outcome] += 1;
    total[outcome] += 1;
    if (outcome === 'skipped') yield skipText(event.data);
    else if (event.type === 'test:fail') yield failureText(event.data, lastWords.get(place) ?? '');
  }
  for (const [place, counts] of files) {
    if (counts.passed + counts.failed + counts.skipped === 0) continue;
    yield `  ${place}: ${inWords(counts)} (${(counts.ms / 1000).toFixed(1)} s)\n`;
  }
  return total;
}

type EndEvent = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>;
type Failure = Extract<TestEvent, { type: 'test:fail' }>['data'];

const placeOf = (file = '?'): string => relative(process.cwd(), file);

const skipReasonOf = ({ skip, todo }: EndEvent['data']): string | boolean => skip ?? todo ?? false;

/** As what an event counts; undefined for a group of tests, which its tests stand for. */
function outcomeOf(event: EndEvent): keyof Counts | undefined {
  if (skipReasonOf(event.data) !== false) return 'skipped';
  if (event.type === 'test:fail') return isSubtestFailure(event.data.details.error) ? undefined : 'failed';
  return event.data.details.type === 'suite' ? undefined : 'passed';
}

function skipText(data: EndEvent['data']): string {
  const reason = skipReasonOf(data);
  return `  skipped: ${data.name} (${reason === true ? 'no reason given' : reason})\n`;
}

/** A file that ends before its tests do says why only in its last words. */
function failureText({ name, details: { error }, file, line }: Failure, lastWords: string): string {
  const place = placeOf(file);
  const text = `\n  FAILED: ${name}\n  in ${place}:${line ?? '?'}\n${indent(inspect(error.cause ?? error))}\n\n`;
  const isWholeFile = name === file || name === place;
  return isWholeFile ? `${text}${indent(lastWords)}\n` : text;
}

const isSubtestFailure = (error: Error): boolean =>
  'failureType' in error && error.failureType === 'subtestsFailed';

const indent = (text: string): string => text.replace(/^/gm, '    ');
