import { useState } from 'preact/hooks';
import { ask } from '../ask.ts';
import { useAction } from '../hooks.ts';
import { ErrorNotice } from '../notice.tsx';
import { PlainTable } from '../plain-table.tsx';
import { Time } from '../time.tsx';
import type { Choices, Comparison, KeptResult } from './types.ts';

/** The results that are kept, of which two can be compared. */
export function Results({ choices: { results, folder } }: { choices: Choices }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const [compared, setCompared] = useState<Comparison & { names: string[] }>();
  const [first = '', second = ''] = chosen;
  const compare = useAction(async () => {
    setCompared(undefined);
    const query = new URLSearchParams({ first, second });
    setCompared({ names: chosen, ...(await ask<Comparison>(`/experiments/compare.json?${query}`)) });
  });
  /** Of three, the one that was chosen first is given up. */
  const choose = (name: string, isChosen: boolean) =>
    setChosen((present) =>
      [...present.filter((each) => each !== name), ...(isChosen ? [name] : [])].slice(-2),
    );
  return (
    <section class="panel stack" aria-labelledby="results">
      <div class="run-head">
        <h2 id="results">Results</h2>
        <button
          type="button"
          class="button"
          disabled={chosen.length !== 2 || compare.busy}
          onClick={() => void compare.run()}
        >
          {compare.busy ? 'Comparing…' : 'Compare the two chosen'}
        </button>
      </div>
      {results.length === 0 ? (
        <p>
          There are none in <code>{folder}</code> yet.
        </p>
      ) : (
        <p class="muted" role="status">
          {hintOf(results, chosen)}
        </p>
      )}
      {results.length > 0 && (
        <ul class="results">
          {results.map((result) => (
            <Row
              key={result.name}
              result={result}
              isChosen={chosen.includes(result.name)}
              canBeChosen={others(results, chosen).includes(result)}
              choose={(isChosen) => choose(result.name, isChosen)}
            />
          ))}
        </ul>
      )}
      <ErrorNotice text={compare.error} />
      {compared && (
        <section class="stack tight" aria-label="Comparison">
          <PlainTable name="The two results" head={compared.head} rows={compared.rows} />
          {compared.results.map(({ machine, conclusion }, index) => (
            <p key={compared.names[index]}>
              <strong>
                {index === 0 ? 'First' : 'Second'}: {compared.names[index]}.
              </strong>{' '}
              {conclusion} <span class="muted">{machine}</span>
            </p>
          ))}
        </section>
      )}
    </section>
  );
}

/** The results that can be compared with the chosen ones: those of the same task; all when none is chosen. */
function others(results: readonly KeptResult[], [first]: readonly string[]): KeptResult[] {
  const chosen = results.find(({ name }) => name === first);
  return results.filter(
    ({ experiment, task }) => !chosen || (experiment === chosen.experiment && task === chosen.task),
  );
}

/** What a person can do next to compare two results. */
function hintOf(results: readonly KeptResult[], chosen: readonly string[]): string {
  if (chosen.length === 0) return 'To compare two results of one task, choose both.';
  if (chosen.length === 2) return 'Two are chosen.';
  return others(results, chosen).length === 1
    ? 'There is no other result of this task, with which it could be compared.'
    : 'Choose another result of the same task.';
}

interface RowProps {
  result: KeptResult;
  isChosen: boolean;
  canBeChosen: boolean;
  choose(isChosen: boolean): void;
}

function Row({ result, isChosen, canBeChosen, choose }: RowProps) {
  const { name, experiment, task, at, commit, note } = result;
  return (
    <li>
      <label>
        <input
          type="checkbox"
          checked={isChosen}
          disabled={!canBeChosen}
          onChange={({ currentTarget }) => choose(currentTarget.checked)}
        />{' '}
        <strong>
          Experiment {experiment}: {task}
        </strong>{' '}
        <span class="muted">
          <Time at={at} />
          {commit !== undefined && `, commit ${commit}`}
        </span>
      </label>
      <span class="ways">
        <a href={`/experiments/results/${name}.html`}>
          report<span class="hidden"> of {name}</span>
        </a>
        <a href={`/experiments/results/${name}.json`}>
          JSON<span class="hidden"> of {name}</span>
        </a>
      </span>
      {note !== undefined && <span class="muted note">{note}</span>}
    </li>
  );
}
