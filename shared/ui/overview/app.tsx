import { useCallback, useEffect, useState } from 'preact/hooks';
import { ConsolePage, showPage } from '../console-page.tsx';
import { useAction } from '../hooks.ts';
import { ErrorNotice, Hints } from '../notice.tsx';
import { useStore } from '../store.ts';
import { Bars } from './bars.tsx';
import { Components } from './components.tsx';
import { Forms } from './forms.tsx';
import { Runs } from './runs.tsx';
import { Send } from './send.tsx';
import { Shops } from './shops.tsx';
import { type AppNames, type AppState, complete, explain, readState, runAgain, state } from './state.ts';
import { StepsTable } from './steps-table.tsx';
import { Waits } from './waits.tsx';

const askAgainMs = 2000;

function Overview() {
  const known = useStore(state);
  const [error, tell] = useState<string>();
  const read = useCallback(() => {
    readState().then(
      () => tell(undefined),
      (problem: Error) => tell(problem.message),
    );
  }, []);
  useEffect(read, [read]);
  useEffect(() => {
    if (known && complete(known) && error === undefined) return;
    const timer = setInterval(read, askAgainMs); // until everything is up
    return () => clearInterval(timer);
  }, [known, error, read]);
  return (
    <ConsolePage
      title="Two forms of each application"
      lead="The same application twice: as microservices and as serverless actions."
    >
      <ErrorNotice text={error} />
      {!known && !error && <p role="status">Asking the runner…</p>}
      <Forms />
      {known &&
        Object.entries(known.apps).map(([name, app]) => (
          <App key={name} name={name} app={app} names={known.names[name] ?? { title: name, ...unnamed }} />
        ))}
      {known && <Components state={known} />}
    </ConsolePage>
  );
}

interface AppProps {
  name: string;
  app: AppState;
  names: AppNames;
}

const unnamed = { scenario: 'a task', waitsOnPurpose: {}, parts: {}, pictures: {} };

function App({ name, app, names }: AppProps) {
  const { title, scenario, dispatchedBy = '', waitsOnPurpose } = names;
  const [notices, setNotices] = useState<string[]>();
  const { run, busy, error } = useAction(async () => setNotices(await runAgain(name)));
  return (
    <article class="app" aria-labelledby={name}>
      <div class="app-head">
        <div>
          <p class="muted">{title}</p>
          <h2 id={name}>Where the time of {scenario} goes</h2>
          <p class="muted">{explain(app)}</p>
        </div>
        <button type="button" class="button primary" disabled={busy} onClick={() => void run()}>
          {busy ? 'Running…' : 'Run it again'}
        </button>
      </div>
      <div role="status" class="stack">
        {busy ? (
          <progress aria-label={`${scenario} runs in both forms`} />
        ) : (
          <Hints texts={error ? [] : notices} />
        )}
      </div>
      <ErrorNotice text={error} />
      <div class="panel stack">
        <Bars app={app} />
        <div class="below">
          <div class="stack">
            <StepsTable app={app} />
            <Waits sentences={[waitsOnPurpose[dispatchedBy]]} />
          </div>
          <Runs app={app} title={title} />
        </div>
      </div>
      <Send name={name} names={names} />
      <Shops name={name} title={title} app={app} />
    </article>
  );
}

showPage(<Overview />);
