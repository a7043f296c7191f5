import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link } from '../../../../../shared/ui/router.tsx';
import { wholeEuro } from '../format.ts';
import { Degraded } from '../parts/degraded.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead, usePageTitle } from '../parts/page-head.tsx';
import { tint, useProducts } from '../products.ts';
import { pictureOf, type Session } from '../session.ts';
import type { Product } from '../types.ts';

/** The portfolio. */
export function ProductsPage({ agent }: { agent: Session }) {
  usePageTitle('Products');
  const { value, error, reload } = useProducts();
  return (
    <>
      <PageHead title="Products" lead="What is insured, and for how much." />
      <ErrorNotice text={error} retry={reload} />
      {value === undefined && error === undefined && <Loading what="the products" />}
      <Degraded path="/api/products" what="products" retry={reload}>
        <ul class="cards">
          {value?.map((product) => (
            <ProductCard key={product.code} product={product} sold={agent.roles.includes(product.code)} />
          ))}
        </ul>
      </Degraded>
    </>
  );
}

function ProductCard({ product, sold }: { product: Product; sold: boolean }) {
  const { code, name, image, description, covers } = product;
  return (
    <li class={`panel card ${tint(code)}`}>
      <img class="card-picture" src={pictureOf(image)} alt="" width="800" height="500" />
      <div class="card-text">
        <h2>{name}</h2>
        <p class="muted">{description}</p>
        <table class="covers">
          <caption class="hidden">Covers of {name}</caption>
          <thead class="hidden">
            <tr>
              <th scope="col">Risk</th>
              <th scope="col">Sum insured</th>
            </tr>
          </thead>
          <tbody>
            {covers.map((cover) => (
              <tr key={cover.code}>
                <th scope="row">
                  {cover.name} {cover.optional && <span class="tag">optional</span>}
                </th>
                <td class="number">{cover.sumInsured === undefined ? '–' : wholeEuro(cover.sumInsured)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {sold ? (
          <Link
            to={`/products/${encodeURIComponent(code)}`}
            class="button primary"
            aria-label={`Buy ${name}`}
          >
            Buy <Icon name="next" />
          </Link>
        ) : (
          <p class="not-sold muted">
            <Icon name="lock" size={18} /> Not in your portfolio
          </p>
        )}
      </div>
    </li>
  );
}
