import { useState } from 'preact/hooks';
import { useAction, useLoad, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link } from '../../../../../shared/ui/router.tsx';
import { ApiError, api, at } from '../api.ts';
import { euro } from '../money.ts';
import { pictureOf, Stock, tintOf } from '../parts/card.tsx';
import { Quantity } from '../parts/quantity.tsx';
import { RateStars, RatingLine } from '../parts/stars.tsx';
import { addToCart } from '../session.ts';
import type { Product, Rating } from '../types.ts';

/** One robot: look, rate, put into the cart. */
export function ProductPage({ sku }: { sku: string }) {
  const { value, error, reload } = useLoad(`product ${sku}`, async (signal) => {
    try {
      return await api<Product>(at('catalogue', 'product', sku), { signal });
    } catch (problem) {
      if (problem instanceof ApiError && problem.status === 404)
        throw new Error('The shop has no such robot.');
      throw problem;
    }
  });
  useTitle(value?.name ?? 'Robot', 'Robot Shop');
  if (error) return <ErrorNotice text={error} retry={reload} />;
  if (value === undefined) return <Loading what="robot" />;
  return (
    <article class="product">
      <div class={`tile big ${tintOf(sku)}`}>
        <img src={pictureOf(sku)} alt={`Drawing of ${value.name}`} width="300" height="300" />
      </div>
      <div class="product-text">
        <p class="chips">
          {value.categories.map((name) => (
            <Link key={name} to={`/category/${encodeURIComponent(name)}`}>
              {name}
            </Link>
          ))}
        </p>
        <h1>{value.name}</h1>
        <p class="lead">{value.description}</p>
        <p class="product-price">
          <strong>{euro(value.price)}</strong>
          <span class="muted">20 % tax included</span>
        </p>
        <Buy product={value} />
        <Votes sku={sku} />
        <p class="muted mono">SKU {sku}</p>
      </div>
    </article>
  );
}

function Buy({ product }: { product: Product }) {
  const [quantity, choose] = useState(1);
  const [added, tell] = useState('');
  const add = useAction(async () => {
    tell('');
    await addToCart(product.sku, quantity);
    tell(`Added ${quantity} × ${product.name}.`);
  });
  if (product.instock === 0) {
    return (
      <p class="notice error">
        <strong>Out of stock.</strong> This robot is away on a job and cannot be ordered now.
      </p>
    );
  }
  return (
    <div class="buy">
      <Stock instock={product.instock} />
      <div class="buy-row">
        <Quantity label="Quantity" value={quantity} min={1} max={10} change={choose} />
        <button type="button" class="button primary" disabled={add.busy} onClick={() => add.run()}>
          {add.busy ? 'Adding…' : 'Add to cart'}
        </button>
      </div>
      <ErrorNotice text={add.error} />
      <div role="status">
        {added && (
          <p class="notice">
            {added} <Link to="/cart">View cart</Link>
          </p>
        )}
      </div>
    </div>
  );
}

function Votes({ sku }: { sku: string }) {
  const [thanks, tell] = useState('');
  const { value, error, reload } = useLoad(`rating ${sku}`, (signal) =>
    api<Rating>(at('ratings', 'api', 'fetch', sku), { signal }),
  );
  const vote = useAction(async (score: number) => {
    tell('');
    await api(at('ratings', 'api', 'rate', sku, score), { method: 'PUT' });
    tell(`Thank you for ${score === 1 ? '1 star' : `${score} stars`}.`);
    reload();
  });
  return (
    <section class="votes" aria-labelledby="votes">
      <h2 id="votes">Rating</h2>
      {value ? <RatingLine rating={value} /> : !error && <p class="rating muted">…</p>}
      <ErrorNotice text={error && `The rating cannot be shown. ${error}`} retry={reload} />
      <div class="vote-row">
        <span>Your vote</span>
        <RateStars vote={vote.run} busy={vote.busy} />
        <span role="status" class="muted">
          {thanks}
        </span>
      </div>
      <ErrorNotice text={vote.error && `Your vote was not taken. ${vote.error}`} />
    </section>
  );
}
