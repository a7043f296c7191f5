import { apps } from '#apps/apps';
import { dispatched, type FilledCart, fillCart, pay } from '#apps/robot-shop/smoke-scenario';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import { compareForms, type LoadGenerator } from './compare-forms.ts';
import type { Measurement } from './timed.ts';

const app = apps['robot-shop'] as RunnableApp;

/** `npm run bench -- submit-order`: the request that pays a filled cart; CPU time counts until the last order is dispatched. */
export function submitOrderBench(progress: Progress): Promise<string> {
  // Unlimited stock, as in the original.
  process.env.COMPAT = 'original';
  const subject = { title: 'SubmitOrder', start: async ({ url }: { url: string }) => orders(url) };
  return compareForms(app, [subject], progress);
}

/** Fills carts as preparation, and pays them. */
function orders(url: string): LoadGenerator {
  const carts: FilledCart[] = [];
  return {
    async prepare(count) {
      while (carts.length < count) carts.push(await fillCart(url));
    },
    async send(count) {
      const measurements: Measurement[] = [];
      let last = '';
      for (const cart of carts.splice(0, count)) {
        const from = Date.now();
        const { orderid, totalMs, traceId } = await pay(url, cart);
        measurements.push({ totalMs, traceId, began: [from, Date.now()] });
        last = orderid;
      }
      await dispatched(url, last);
      return measurements;
    },
  };
}
