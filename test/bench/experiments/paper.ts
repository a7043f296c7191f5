import type { ResultTwo } from './result.ts';
import { isLonger, type SummaryOne } from './summary-one.ts';
import {
  greatestP50s,
  placementsIn,
  quotientsOf,
  type Spread,
  saturationIn,
  spreadText,
  summariesOf,
} from './summary-two.ts';

/** What the paper says of a load that grows on a task: as a cell of a table, as a sentence, and of which of our figures. */
interface SaidOfLoad {
  cell: string;
  sentence: string;
  of: 'saturation' | 'latency';
}

/** What the paper says of a task; a part is absent where it has measured nothing. */
interface Said {
  one?: string;
  two?: SaidOfLoad;
}

/** What the paper (APSys '21) says of its tasks, by application. We know no milliseconds of its experiment one. */
const paper: Readonly<Record<string, Said>> = {
  overleaf: {
    one: 'longer',
    two: {
      cell: '19.3 and 80 a second: 4.15 times as many',
      sentence:
        'In the paper, the microservice form answered 19.3 requests a second and the serverless form 80, which is 4.15 times as many.',
      of: 'saturation',
    },
  },
  'social-network': { one: 'longer' },
  'robot-shop': {
    one: 'longer',
    two: {
      cell: 'latency of about 2 s and 0.9 s: 0.45 times as long',
      sentence:
        'In the paper, the latency rose to about 2 s in the microservice form and to 0.9 s in the serverless form, which is 0.45 times as long.',
      of: 'latency',
    },
  },
};

/** What the paper says of the task of an application. */
export const saidOf = (app: string): Said => paper[app] ?? {};

/** Names as a sentence lists them. */
export const listOf = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names);

/** What the paper says of one request, and whether a result shows the same. */
export function besidePaperOne(app: string, { columns, control, doubt }: SummaryOne): string {
  if (saidOf(app).one === undefined) return 'The paper has not measured this task.';
  const said =
    'The paper says that one request takes longer in the serverless form; its milliseconds are not known to us.';
  if (doubt !== undefined) return `${said} This run neither confirms nor contradicts it.`;
  const measured = columns.filter(({ name, ratio }) => ratio !== undefined && name !== 'control');
  const names = (isSame: boolean): string[] =>
    measured.filter((column) => isLonger(column, control) === isSame).map(({ name }) => name);
  const [same, other] = [names(true), names(false)];
  return [
    said,
    same.length === 0 ? '' : ` Reproduced with placement ${listOf(same)}.`,
    other.length === 0 ? '' : ` Not reproduced with placement ${listOf(other)}.`,
  ].join('');
}

/** What the paper says of the load that grows, and whether a result shows the same. */
export function besidePaperTwo(result: ResultTwo): string {
  const said = saidOf(result.app).two;
  if (said === undefined) return 'The paper has not measured this task under a growing load.';
  const { figures, unit, isSame } = ours[said.of];
  const verdicts = placementsIn(summariesOf(result)).map((name) => {
    const here = quotientsOf(figures(result, name), figures(result, 'microservice'));
    return `Here the serverless form (${name}) has ${spreadText(here)} times ${unit}: ${isSame(here) ? 'reproduced' : 'not reproduced'}.`;
  });
  return [said.sentence, 'Its machine had 40 cores.', ...verdicts].join(' ');
}

/** Our figures beside those of the paper. */
const ours: Record<SaidOfLoad['of'], Ours> = {
  saturation: {
    figures: (result, name) => saturationIn(summariesOf(result), name, 'closed'),
    unit: 'the saturation of the microservice form in the closed ramp',
    isSame: ({ least }) => least > 1,
  },
  latency: {
    figures: greatestP50s,
    unit: 'the greatest p50 of the microservice form in the closed ramp',
    isSame: ({ greatest }) => greatest < 1,
  },
};

interface Ours {
  figures(result: ResultTwo, name: string): number[];
  unit: string;
  isSame(quotients: Spread): boolean;
}
