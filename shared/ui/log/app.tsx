import { askText } from '../ask.ts';
import { ConsolePage, showPage } from '../console-page.tsx';
import { useLoad } from '../hooks.ts';
import { ErrorNotice, Loading } from '../notice.tsx';

/** The names of the form and of its process or action, from the path `/log/APP/FORM/NAME`. */
const [, , , form = '', part = ''] = location.pathname.split('/');
const plain = `${location.pathname}.txt`;

/** What a process or an action has logged. */
function Page() {
  const { value: lines, error, reload } = useLoad(plain, (signal) => askText(plain, { signal }));
  return (
    <ConsolePage
      title={`The log of ${part}`}
      lead={
        <>
          What it has logged in the {form} form, the newest line last: of a process the last megabyte, of an
          action its last 50 activations. <a href={plain}>As plain text</a>
        </>
      }
    >
      <ErrorNotice text={error} retry={reload} />
      {lines === undefined && !error && <Loading what="the log" />}
      {lines !== undefined && (
        <section class="panel stack" aria-label={`The log of ${part}`}>
          <p>
            <button type="button" class="button small" onClick={reload}>
              Read it again
            </button>
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
          <pre class="log" tabIndex={0}>
            {lines || 'Nothing has been logged yet.'}
          </pre>
        </section>
      )}
    </ConsolePage>
  );
}

showPage(<Page />);
