import { useLoad, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { api, at } from '../api.ts';
import { Cards } from '../parts/card.tsx';
import type { Product } from '../types.ts';

/** The entrance: a welcome and every robot. */
export function HomePage() {
  useTitle(undefined, 'Robot Shop');
  const { value, error, reload } = useLoad('products', (signal) =>
    api<Product[]>(at('catalogue', 'products'), { signal }),
  );
  return (
    <>
      <section class="hero">
        <div class="hero-text">
          <h1>A robot for every odd job</h1>
          <p>
            Diggers, diplomats, doctors and one excellent travel companion. Built to last, priced with the tax
            in, and sent off the moment you pay.
          </p>
          <a class="button primary" href="#robots">
            Meet the robots
          </a>
        </div>
        <div class="hero-robots" aria-hidden="true">
          {['SHCE', 'STAN-1', 'UHJ'].map((sku) => (
            <img key={sku} src={`/images/${sku}.png`} alt="" width="300" height="300" />
          ))}
        </div>
      </section>
      <section id="robots" aria-labelledby="all" class="shelf">
        <div class="shelf-head">
          <h2 id="all">All robots</h2>
          {value && <p class="muted">{value.length} models</p>}
        </div>
        <ErrorNotice text={error} retry={reload} />
        {value ? <Cards products={value} /> : !error && <Loading what="robots" />}
      </section>
    </>
  );
}
