import { apps } from '#apps/apps';
import {
  arrived,
  createPolicy as buy,
  logIn,
  calculateOffer as offer,
} from '#apps/lab-insurance/smoke-scenario';
import type { RunnableApp } from '#shared/app/runnable-app';
import { type Task, unprepared } from './load.ts';
import { timed } from './timed.ts';

const app = apps['lab-insurance'] as RunnableApp;

/** `calculate-offer`: the price of a journey, calculated by web, gateway, policy, product and pricing. */
export const calculateOffer: Task = {
  app,
  subjects: [
    {
      title: 'CalculateOffer',
      async start({ url }) {
        const token = await logIn(url);
        return unprepared(() => timed((trace) => offer(url, { token, trace })));
      },
    },
  ],
};

/** `create-policy`: the purchase of an offer; its four subscribers work while the next offer is bought. */
export const createPolicy: Task = {
  app,
  subjects: [
    {
      title: 'CreatePolicy',
      note: 'the work of the four subscribers included',
      async start({ url }) {
        const token = await logIn(url);
        return {
          async prepare() {
            const { offerNumber } = await offer(url, { token });
            return async () => {
              let number = '';
              const measured = await timed(async (trace) => {
                number = (await buy(url, { token, trace }, offerNumber)).policyNumber;
              });
              return { ...measured, done: () => arrived(url, token, number) };
            };
          },
        };
      },
    },
  ],
};
