import { Link } from '../../../../../shared/ui/router.tsx';
import { euro } from '../money.ts';
import type { Product } from '../types.ts';

const tints = 6;

/** One of a few background colours, always the same for a robot. */
export const tintOf = (sku: string): string =>
  `tint-${[...sku].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) % tints}`;

/** Where a robot's picture is. */
export const pictureOf = (sku: string): string => `/images/${encodeURIComponent(sku)}.png`;

/** A few words on the stock. */
export function Stock({ instock }: { instock: number }) {
  if (instock === 0) return <span class="stock out">Out of stock</span>;
  if (instock < 3) return <span class="stock few">Only {instock} left</span>;
  return <span class="stock">{instock} in stock</span>;
}

/** Robots as a grid of cards; the whole card is the link. */
export function Cards({ products }: { products: Product[] }) {
  return (
    <ul class="cards">
      {products.map((product) => (
        <li key={product.sku} class={product.instock === 0 ? 'card gone' : 'card'}>
          <div class={`tile ${tintOf(product.sku)}`}>
            <img src={pictureOf(product.sku)} alt="" width="300" height="300" loading="lazy" />
          </div>
          <div class="card-text">
            <h3>
              <Link to={`/product/${encodeURIComponent(product.sku)}`}>{product.name}</Link>
            </h3>
            <p class="muted clamp">{product.description}</p>
            <p class="card-foot">
              <strong class="price">{euro(product.price)}</strong>
              <Stock instock={product.instock} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
