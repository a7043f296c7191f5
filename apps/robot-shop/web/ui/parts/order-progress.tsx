import { useEffect, useState } from 'preact/hooks';
import { capital } from '../../../../../shared/ui/capital.ts';
import { inWords } from '../../../../../shared/ui/in-words.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { Link } from '../../../../../shared/ui/router.tsx';
import { api, at } from '../api.ts';
import type { OrderStatus } from '../types.ts';

const order: OrderStatus[] = ['accepted', 'paid', 'dispatched'];
const pauseMs = 300;
const patienceMs = 60_000;

/** An order that was paid: its number and, until it is dispatched, how far it is. */
export function OrderProgress({ orderid }: { orderid: string }) {
  const { status, error, retry } = useOrderStatus(orderid);
  const reached = status === undefined ? -1 : order.indexOf(status);
  return (
    <section class="panel success">
      <img src="/images/STAN-1.png" alt="" width="150" height="150" />
      <h1>Thank you!</h1>
      <p class="order-id">
        Order <span class="mono wrap">{orderid}</span>
      </p>
      <ol class="track" aria-label="Progress of the order">
        {order.map((step, i) => (
          <li key={step} class={stepClass(i, reached, error)}>
            <span class="step-dot" aria-hidden="true">
              {i <= reached ? '✓' : ''}
            </span>
            {capital(step)}
          </li>
        ))}
      </ol>
      <p role="status">
        Status: <strong>{status ?? 'not known yet'}</strong>
      </p>
      <ErrorNotice text={error} retry={retry} />
      <Link to="/" class="button">
        Continue shopping
      </Link>
    </section>
  );
}

function stepClass(index: number, reached: number, error: string | undefined): string {
  if (index <= reached) return 'done';
  return index === reached + 1 && !error ? 'next' : '';
}

function useOrderStatus(orderid: string): { status?: OrderStatus; error?: string; retry: () => void } {
  const [state, show] = useState<{ status?: OrderStatus; error?: string }>({});
  const [turn, again] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const until = Date.now() + patienceMs;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      let problem = 'The order is not dispatched yet. It is kept; ask again later.';
      try {
        const { status } = await api<{ status: OrderStatus }>(at('payment', 'order', orderid), {
          signal: abort.signal,
        });
        show({ status });
        if (status === order.at(-1)) return;
      } catch (error) {
        if (abort.signal.aborted) return;
        problem = `The order is paid, but its status cannot be read. ${inWords(error)}`;
        show((present) => ({ ...present, error: problem }));
      }
      if (Date.now() < until) timer = setTimeout(ask, pauseMs);
      else show((present) => ({ ...present, error: problem }));
    };
    void ask();
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [orderid, turn]);
  return { ...state, retry: () => again((count) => count + 1) };
}
