import { apps } from '#apps/apps';
import { dispatched, type FilledCart, fillCart, pay } from '#apps/robot-shop/smoke-scenario';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import { compareForms, type Requests } from './compare-forms.ts';
import type { Made } from './timed.ts';

const app = apps['robot-shop'] as RunnableApp;

/** `npm run bench -- submit-order`: the request that pays a filled cart; CPU time until the last order is dispatched. */
export function submitOrderBench(progress: Progress): Promise<string> {
  // Endless stock, as in the original.
  process.env.COMPAT = 'original';
  const subject = { title: 'SubmitOrder', start: async ({ url }: { url: string }) => orders(url) };
  return compareForms(app, [subject], progress);
}

/** Fills carts beforehand and pays them. */
function orders(url: string): Requests {
  const carts: FilledCart[] = [];
  return {
    async prepare(count) {
      while (carts.length < count) carts.push(await fillCart(url));
    },
    async make(count) {
      const made: Made[] = [];
      let last = '';
      for (const cart of carts.splice(0, count)) {
        const from = Date.now();
        const { orderid, totalMs, traceId } = await pay(url, cart);
        made.push({ totalMs, traceId, began: [from, Date.now()] });
        last = orderid;
      }
      await dispatched(url, last);
      return made;
    },
  };
}
