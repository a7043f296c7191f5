import type { RampSecond } from './types.ts';

/**
 * The seconds of ramps that can be drawn: those in which a load was sent. At the end of a ramp, seconds in which nothing has ended yet
 * are not known to be without an answer, so they are left out too.
 */
export function drawnSeconds(seconds: readonly RampSecond[]): RampSecond[] {
  const inRamp = seconds.filter(({ load }) => load > 0);
  return inRamp.filter(({ run, second }) =>
    inRamp.some((each) => each.run === run && each.second >= second && each.answered + each.failed > 0),
  );
}
