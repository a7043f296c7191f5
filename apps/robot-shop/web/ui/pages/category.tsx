import { useLoad, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { api, at } from '../api.ts';
import { counted } from '../money.ts';
import { Cards } from '../parts/card.tsx';
import type { Product } from '../types.ts';

/** The robots of one category, by name. */
export function CategoryPage({ name }: { name: string }) {
  useTitle(name, 'Robot Shop');
  const { value, error, reload } = useLoad(`category ${name}`, (signal) =>
    api<Product[]>(at('catalogue', 'products', name), { signal }),
  );
  return (
    <section class="shelf">
      <div class="shelf-head">
        <h1>{name}</h1>
        {value && <p class="muted">{counted(value.length, 'model')}</p>}
      </div>
      <ErrorNotice text={error} retry={reload} />
      {value ? <Cards products={value} /> : !error && <Loading what="robots" />}
      {value?.length === 0 && <p>There is no robot in this category.</p>}
    </section>
  );
}
