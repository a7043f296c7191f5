import { apps } from '#apps/apps';
import { dispatched, fillCart, pay } from '#apps/robot-shop/smoke-scenario';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Task } from './load.ts';

/** `submit-order`: the request that pays a filled cart. */
export const submitOrder: Task = {
  app: apps['robot-shop'] as RunnableApp,
  // Unlimited stock, as in the original.
  environment: { COMPAT: 'original' },
  subjects: [
    {
      title: 'SubmitOrder',
      start: async ({ url }) => ({
        async prepare() {
          const cart = await fillCart(url);
          return async () => {
            const from = Date.now();
            const { orderid, ...measured } = await pay(url, cart);
            return { ...measured, began: [from, Date.now()], done: () => dispatched(url, orderid) };
          };
        },
      }),
    },
  ],
};
