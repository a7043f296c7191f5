import { useLoad, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link } from '../../../../../shared/ui/router.tsx';
import { api, at } from '../api.ts';
import { Cards } from '../parts/card.tsx';
import type { Product } from '../types.ts';

/** What was found for a text; the shop searches names and descriptions by words. */
export function SearchPage({ text }: { text: string }) {
  useTitle(`Search: ${text}`, 'Robot Shop');
  const { value, error, reload } = useLoad(`search ${text}`, (signal) =>
    api<Product[]>(at('catalogue', 'search', text), { signal }),
  );
  const summary = value && (value.length === 1 ? '1 robot found' : `${value.length} robots found`);
  return (
    <section class="shelf">
      <div class="shelf-head">
        <h1>“{text}”</h1>
        <p class="muted" role="status">
          {summary}
        </p>
      </div>
      <ErrorNotice text={error} retry={reload} />
      {value ? <Cards products={value} /> : !error && <Loading what="robots" />}
      {value?.length === 0 && (
        <p class="panel">
          Nothing found. The search looks for whole words in names and descriptions; or{' '}
          <Link to="/">see all robots</Link>.
        </p>
      )}
    </section>
  );
}
