import { apps } from '#apps/apps';
import { arrived, calculateOffer, createPolicy, logIn } from '#apps/lab-insurance/smoke-scenario';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import { compareForms, oneByOne } from './compare-forms.ts';
import { timed } from './timed.ts';

const app = apps['lab-insurance'] as RunnableApp;

/** `npm run bench -- calculate-offer`: the price of a journey, calculated by web, gateway, policy, product and pricing. */
export const calculateOfferBench = (progress: Progress): Promise<string> =>
  compareForms(
    app,
    [
      {
        title: 'CalculateOffer',
        async start({ url }) {
          const token = await logIn(url);
          return oneByOne(() => timed((trace) => calculateOffer(url, { token, trace })));
        },
      },
    ],
    progress,
  );

/** One sale in this many is followed until all four subscribers have received it; the queries for it cost CPU time too. */
const followEvery = 6;

/** `npm run bench -- create-policy`: the purchase of an offer; its four subscribers work while the next offer is bought. */
export const createPolicyBench = (progress: Progress): Promise<string> =>
  compareForms(
    app,
    [
      {
        title: 'CreatePolicy',
        note: 'the work of the four subscribers included',
        async start({ url }) {
          const token = await logIn(url);
          let sold = 0;
          return oneByOne(async () => {
            const { offerNumber } = await calculateOffer(url, { token });
            let number = '';
            const measurement = await timed(async (trace) => {
              number = (await createPolicy(url, { token, trace }, offerNumber)).policyNumber;
            });
            if (sold++ % followEvery > 0) return measurement;
            const from = performance.now();
            await arrived(url, token, number);
            return { ...measurement, dispatchMs: performance.now() - from };
          });
        },
      },
    ],
    progress,
  );
