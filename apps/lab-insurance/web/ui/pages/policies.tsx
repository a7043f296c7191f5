import { useLoad } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link, navigate, place } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { api } from '../api.ts';
import { counted, day } from '../format.ts';
import { Degraded } from '../parts/degraded.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead, usePageTitle } from '../parts/page-head.tsx';
import type { PolicyRow } from '../types.ts';

/** As many as the search gives at most. */
const atMost = 100;

/** Policies found by number and holder. */
export function PoliciesPage() {
  usePageTitle('Policies');
  const words = new URLSearchParams(useStore(place).split('?')[1]).get('q') ?? '';
  const path = `/api/policies?q=${encodeURIComponent(words.trim() || '*')}`;
  const { value, error, reload } = useLoad(path, (signal) =>
    api<{ policies?: PolicyRow[] }>(path, { signal }),
  );
  const found = value && (value.policies ?? []);
  return (
    <>
      <PageHead title="Policies" />
      <search>
        <form
          key={words}
          class="search"
          onSubmit={(event) => {
            event.preventDefault();
            const wanted = String(new FormData(event.currentTarget).get('q') ?? '').trim();
            navigate(wanted === '' ? '/policies' : `/policies?q=${encodeURIComponent(wanted)}`);
            reload();
          }}
        >
          <input
            class="input"
            type="search"
            name="q"
            defaultValue={words}
            aria-label="Number or holder"
            aria-describedby="how-to-search"
            placeholder="Number or holder"
            autoComplete="off"
            spellcheck={false}
          />
          <button type="submit" class="button primary">
            <Icon name="search" /> Search
          </button>
        </form>
        <p id="how-to-search" class="muted small">
          Whole words, in any order; <kbd>smi*</kbd> finds all that begin so, <kbd>AND</kbd>, <kbd>OR</kbd>{' '}
          and <kbd>NOT</kbd> combine.
        </p>
      </search>
      <ErrorNotice text={error} retry={reload} />
      {found === undefined && error === undefined && <Loading what="the policies" />}
      <Degraded path={path} what="policies" retry={reload}>
        {found && <Found policies={found} words={words} />}
      </Degraded>
    </>
  );
}

function Found({ policies, words }: { policies: PolicyRow[]; words: string }) {
  if (policies.length === 0)
    return (
      <div class="panel empty">
        <p>{words === '' ? 'No policy has been sold yet.' : `Nothing found for “${words}”.`}</p>
        <Link to="/products" class="button">
          Sell a policy
        </Link>
      </div>
    );
  return (
    <section class="panel flush" aria-live="polite">
      <table class="rows stacking">
        <caption>
          {counted(policies.length, 'policy', 'policies')}
          {policies.length === atMost && '; there may be more, so search for more words'}
        </caption>
        <thead>
          <tr>
            <th scope="col">Holder</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Number</th>
          </tr>
        </thead>
        <tbody>
          {policies.map(({ number, dateFrom, dateTo, policyHolder }) => (
            <tr key={number} class="linked">
              <th scope="row">
                <Link to={`/policies/${encodeURIComponent(number)}`}>{policyHolder}</Link>
              </th>
              <td data-label="From" class="once">
                {day(dateFrom)}
              </td>
              <td data-label="To" class="once">
                {day(dateTo)}
              </td>
              <td data-label="Number" class="mono wrap">
                {number}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
