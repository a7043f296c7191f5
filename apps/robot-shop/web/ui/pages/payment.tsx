import { useAction, useLoad, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link, navigate, place } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { api, at } from '../api.ts';
import { euro, isShipping } from '../money.ts';
import { CartLines } from '../parts/cart-lines.tsx';
import { OrderProgress } from '../parts/order-progress.tsx';
import { Steps } from '../parts/steps.tsx';
import { cart, readCart, shopperId } from '../session.ts';

/** The last look at the order and the payment; after it, `?order=` in the address shows how the order goes on. */
export function PaymentPage() {
  useTitle('Payment', 'Robot Shop');
  const paid = new URLSearchParams(useStore(place).split('?')[1]).get('order');
  if (paid !== null) return <OrderProgress orderid={paid} />;
  return (
    <>
      <Steps at="Payment" />
      <h1>Review and pay</h1>
      <Review />
    </>
  );
}

function Review() {
  const { error, reload, value } = useLoad('payment cart', readCart);
  const present = useStore(cart) ?? value;
  const pay = useAction(async () => {
    const { orderid } = await api<{ orderid: string }>(at('payment', 'pay', await shopperId()), {
      method: 'POST',
      json: present,
    });
    navigate(`/payment?order=${encodeURIComponent(orderid)}`, { replace: true });
    await readCart().catch(() => {}); // the order stands, whatever the cart says
  });
  if (error) return <ErrorNotice text={error} retry={reload} />;
  if (!present || !value) return <Loading what="your order" />;
  if (!present.items.some(isShipping)) {
    return (
      <p class="panel">
        {present.items.length === 0 ? (
          <>
            Your cart is empty. <Link to="/">Choose a robot</Link> first.
          </>
        ) : (
          <>
            It is not decided yet where to send it. <Link to="/shipping">Choose the shipping</Link> first.
          </>
        )}
      </p>
    );
  }
  return (
    <div class="panel review">
      <CartLines cart={present} caption="Your order" />
      <ErrorNotice text={pay.error && `The payment did not go through: ${pay.error}`} />
      <div class="review-foot">
        <Link to="/cart">Change the order</Link>
        <button type="button" class="button primary" disabled={pay.busy} onClick={() => pay.run()}>
          {pay.busy ? 'Paying…' : `Pay now · ${euro(present.total)}`}
        </button>
      </div>
    </div>
  );
}
