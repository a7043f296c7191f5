import { useAction, useLoad } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link } from '../../../../../shared/ui/router.tsx';
import { api, at } from '../api.ts';
import { euro, isShipping } from '../money.ts';
import { leave, type User } from '../session.ts';
import type { PastOrder } from '../types.ts';

/** The page of somebody who logged in: a greeting and the orders so far, newest first. */
export function Account({ user }: { user: User }) {
  const logOut = useAction(leave);
  const { value, error, reload } = useLoad(`history ${user.name}`, async (signal) => {
    const path = `${at('user', 'history', user.name)}?missing=empty`;
    return (await api<{ history: PastOrder[] }>(path, { signal })).history.toReversed();
  });
  return (
    <>
      <div class="shelf-head">
        <div>
          <h1>Hello, {user.name}</h1>
          {user.email && <p class="muted">{user.email}</p>}
        </div>
        <button type="button" class="button small" disabled={logOut.busy} onClick={() => logOut.run()}>
          Log out
        </button>
      </div>
      <section aria-labelledby="orders" class="stack">
        <h2 id="orders">Your orders</h2>
        <ErrorNotice text={error} retry={reload} />
        {!value && !error && <Loading what="orders" />}
        {value?.length === 0 && (
          <p class="panel">
            No orders yet. <Link to="/">Find your first robot</Link>.
          </p>
        )}
        <ul class="orders">
          {value?.map((order) => (
            <Past key={order.orderid} order={order} />
          ))}
        </ul>
      </section>
    </>
  );
}

function Past({ order: { orderid, cart } }: { order: PastOrder }) {
  const robots = cart.items.filter((item) => !isShipping(item));
  return (
    <li class="panel order">
      <div>
        <strong>
          {robots.map((item) => (item.qty > 1 ? `${item.qty} × ${item.name}` : item.name)).join(', ')}
        </strong>
        <p class="muted mono wrap">{orderid}</p>
      </div>
      <strong class="price">{euro(cart.total)}</strong>
    </li>
  );
}
