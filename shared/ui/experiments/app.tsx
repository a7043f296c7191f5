import { useEffect } from 'preact/hooks';
import { ask, unreachable } from '../ask.ts';
import { ConsolePage, showPage } from '../console-page.tsx';
import { useLoad } from '../hooks.ts';
import { ErrorNotice, Loading } from '../notice.tsx';
import { Results } from './results.tsx';
import { Run } from './run.tsx';
import { useRun } from './run-state.ts';
import { StartForm } from './start-form.tsx';
import type { Choices } from './types.ts';

function Page() {
  const { run, isLost } = useRun();
  const {
    value: choices,
    error,
    reload,
  } = useLoad('choices', (signal) => ask<Choices>('/experiments/choices.json', { signal }));
  const end = run?.end;
  useEffect(() => {
    if (end !== undefined) reload(); // it may have left a result
  }, [end, reload]);
  const isRunning = run !== undefined && end === undefined;
  return (
    <ConsolePage
      title="Experiments"
      lead={
        <>
          The two experiments of the paper: what <code>npm run experiment</code> measures.
        </>
      }
    >
      <p class="notice hint">
        The forms that this console runs share the machine with an experiment, so take figures for a paper
        from the command on a quiet machine.
      </p>
      <ErrorNotice text={isLost ? unreachable : undefined} />
      <ErrorNotice text={error} retry={reload} />
      {!choices && !error && <Loading what="the results" />}
      {choices && <StartForm choices={choices} isRunning={isRunning} />}
      {run && <Run run={run} />}
      {choices && <Results choices={choices} />}
    </ConsolePage>
  );
}

showPage(<Page />);
