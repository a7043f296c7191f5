import { useEffect, useState } from 'preact/hooks';
import type { Asked, Point, RampSecond, RunEvent, TimedPart } from './types.ts';

/** What is known of the present or the last run. */
export interface RunState {
  asked: Asked;
  at: string;
  /** The last line of its progress. */
  line?: string;
  firstPart?: TimedPart;
  part?: TimedPart;
  /** The last point of each column of experiment one. */
  points: Point[];
  /** The seconds of experiment two. */
  seconds: RampSecond[];
  /** The name of its result. */
  result?: string;
  /** What its result shows. */
  conclusion?: string;
  end?: Extract<RunEvent, { kind: 'end' }>;
}

/** The run after one more event; undefined before the first one has begun. */
export function after(run: RunState | undefined, event: RunEvent): RunState | undefined {
  if (event.kind === 'begin') return { asked: event.asked, at: event.at, points: [], seconds: [] };
  if (run === undefined) return undefined;
  switch (event.kind) {
    case 'line':
      return { ...run, line: event.text };
    case 'part':
      return { ...run, firstPart: run.firstPart ?? event, part: event };
    case 'point':
      return { ...run, points: withPoint(run.points, event) };
    case 'second':
      return { ...run, seconds: [...run.seconds, event] };
    case 'result':
      return { ...run, result: event.file.replace(/\.json$/, ''), conclusion: event.conclusion };
    case 'end':
      return { ...run, end: event };
  }
}

/** The points with the new one in the place of that of the same column. */
const withPoint = (points: Point[], point: Point): Point[] =>
  points.some(({ name }) => name === point.name)
    ? points.map((each) => (each.name === point.name ? point : each))
    : [...points, point];

/**
 * Follows the run of the runner, and knows whether the runner can be reached. The browser connects again by itself, and is then told all
 * again.
 */
export function useRun(): { run?: RunState | undefined; isLost: boolean } {
  const [run, show] = useState<RunState>();
  const [isLost, lose] = useState(false);
  useEffect(() => {
    const events = new EventSource('/experiments/events');
    events.onopen = () => {
      lose(false);
      show(undefined); // a runner that was started anew knows nothing of the run before
    };
    // A stream may also end while the runner lives.
    events.onerror = () => void fetch('/experiments/choices.json').catch(() => lose(true));
    events.onmessage = ({ data }) => show((present) => after(present, JSON.parse(data) as RunEvent));
    return () => events.close();
  }, []);
  return { run, isLost };
}
