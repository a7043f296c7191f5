import { createProgress, type Progress } from '#shared/cli/progress';
import type { ExperimentEvent } from '#shared/ui/experiments/types';

/** Tells a program what an experiment does. */
export type Emit = (event: ExperimentEvent) => void;

/** Writes events as lines of JSON on standard output. */
export const emitLine: Emit = (event) => void process.stdout.write(`${JSON.stringify(event)}\n`);

/** Emits nothing: for people, who read the progress. */
export const emitNothing: Emit = () => undefined;

/** A progress whose lines are emitted too. */
export function emittedProgress(emit: Emit): Progress {
  const progress = createProgress();
  return {
    line(text) {
      emit({ kind: 'line', text });
      progress.line(text);
    },
    step(name, work) {
      emit({ kind: 'line', text: name });
      return progress.step(name, (report) =>
        work((state) => {
          report(state);
          emit({ kind: 'line', text: `${name}: ${state}` });
        }),
      );
    },
  };
}
