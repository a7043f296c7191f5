import { useAction, useLoad, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link, navigate } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { euro, isShipping } from '../money.ts';
import { pictureOf, tintOf } from '../parts/card.tsx';
import { Quantity } from '../parts/quantity.tsx';
import { Steps } from '../parts/steps.tsx';
import { cart, readCart, setQuantity } from '../session.ts';
import type { Item } from '../types.ts';

const most = 10;

/** What is in the cart, to be changed; opening it takes the shipping out again. */
export function CartPage() {
  useTitle('Cart', 'Robot Shop');
  const present = useStore(cart);
  const opened = useLoad('cart', async () => {
    const last = (await readCart()).items.at(-1);
    if (last && isShipping(last)) await setQuantity(last.sku, 0);
    return true;
  });
  const lines = present?.items.filter((item) => !isShipping(item)) ?? [];
  return (
    <>
      <Steps at="Cart" />
      <h1>Your cart</h1>
      <ErrorNotice text={opened.error} retry={opened.reload} />
      {!present && !opened.error && <Loading what="cart" />}
      {present && lines.length === 0 && (
        <div class="panel empty">
          <img src="/images/placeholder.png" alt="" width="150" height="150" />
          <p>Nothing in it yet.</p>
          <Link to="/" class="button">
            See all robots
          </Link>
        </div>
      )}
      {present && lines.length > 0 && (
        <div class="checkout">
          <ul class="cart">
            {lines.map((item) => (
              <Line key={item.sku} item={item} />
            ))}
          </ul>
          <aside class="panel sum" aria-label="Sum">
            <dl>
              <dt>Tax included (20 %)</dt>
              <dd>{euro(present.tax)}</dd>
              <dt>Shipping</dt>
              <dd>in the next step</dd>
              <dt class="total">Total</dt>
              <dd class="total">{euro(present.total)}</dd>
            </dl>
            <button
              type="button"
              class="button primary"
              disabled={opened.value === undefined}
              onClick={() => navigate('/shipping')}
            >
              Checkout
            </button>
          </aside>
        </div>
      )}
    </>
  );
}

function Line({ item }: { item: Item }) {
  const change = useAction((quantity: number) => setQuantity(item.sku, quantity));
  return (
    <li class="cart-line">
      <img class={tintOf(item.sku)} src={pictureOf(item.sku)} alt="" width="300" height="300" />
      <div class="cart-name">
        <h2>
          <Link to={`/product/${encodeURIComponent(item.sku)}`}>{item.name}</Link>
        </h2>
        <p class="muted">{euro(item.price)} each</p>
      </div>
      <div class="cart-change">
        <Quantity
          label={`Quantity of ${item.name}`}
          value={item.qty}
          min={0}
          max={Math.max(most, item.qty)}
          disabled={change.busy}
          change={change.run}
        />
        <button
          type="button"
          class="link"
          aria-label={`Remove ${item.name}`}
          disabled={change.busy}
          onClick={() => change.run(0)}
        >
          Remove
        </button>
      </div>
      <strong class="price">{euro(item.subtotal)}</strong>
      <ErrorNotice text={change.error} />
    </li>
  );
}
