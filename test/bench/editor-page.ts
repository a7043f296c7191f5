import { apps } from '#apps/apps';
import { startStack } from '#compose/local/stack';
import { forms } from '#shared/app/addresses';
import { Failure } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { median } from '#shared/statistics';
import { launchBrowser, noBrowser } from '#test/browser/chromium';
import { editorOf, type Figures } from './editor-figures.ts';
import { machine, spread } from './statistics.ts';

const rounds = 8;
/** Rounds before those that count, so that caches and instances are warm. */
const warmUp = 2;

/** A form, and what was measured of it in each round. */
interface Subject {
  form: string;
  measure(): Promise<Figures>;
  measured: Figures[];
}

/** `npm run bench -- editor-page`: how soon the editor of Overleaf shows something, and what large projects cost in it. */
export async function editorPageBench(progress: Progress): Promise<string> {
  if (noBrowser) throw new Failure(`The page cannot be measured: ${noBrowser}.`);
  process.env.DISABLE_RATE_LIMITS = 'true';
  const onFatal = (reason: string): void => progress.line(reason);
  const overleaf = [apps.overleaf].flatMap((each) => each ?? []);
  const stack = await startStack({ apps: overleaf, forms: [...forms], progress, onFatal });
  const browser = await launchBrowser();
  try {
    const subjects: Subject[] = [];
    for (const { form, url } of stack.deployments)
      subjects.push({ form, measure: await editorOf(browser, url), measured: [] });
    for (let round = -warmUp; round < rounds; round += 1) {
      for (const { measure, measured } of round % 2 === 0 ? subjects : [...subjects].reverse()) {
        const figures = await untilAborted(measure());
        if (round >= 0) measured.push(figures);
      }
      progress.line(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
    }
    return render(subjects);
  } finally {
    await browser.close();
    await stack.stop();
  }
}

/** A row for each figure: medians of both forms, and the ratio in each round. */
function render(subjects: Subject[]): string {
  const [base, other] = subjects.map(({ measured }) => measured);
  const names = Object.keys(base?.[0] ?? {});
  const of = (all: Figures[] | undefined, name: string): number[] =>
    all?.map((each) => each[name] ?? Number.NaN) ?? [];
  const row = (name: string): string => {
    const [ours, theirs] = [of(base, name), of(other, name)];
    const ratios = theirs.map((ms, round) => ms / (ours[round] ?? Number.NaN));
    return `| ${name} | ${[ours, theirs].map((all) => median(all).toFixed(0)).join(' | ')} | ${spread(ratios)} |`;
  };
  return [
    "# Overleaf's editor in a browser: both forms in turns",
    '',
    `Medians of ${rounds} rounds in milliseconds, after ${warmUp} that do not count; headless Chromium without a graphics card. Each`,
    'round opens a project of 200 files, one with a document of nearly 2 MiB and one of 50 pages, each in a new window.',
    'The ratio is that of the second column to the first in the same round: median (least-greatest).',
    '',
    `| | ${subjects.map(({ form }) => form).join(' | ')} | ratio |`,
    '|---|---|---|---|',
    ...names.map(row),
    '',
    ...machine(),
  ].join('\n');
}
