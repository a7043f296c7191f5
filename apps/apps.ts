import type { RunnableApp } from '#shared/app/runnable-app';
import { labInsurance } from './lab-insurance/app.ts';
import { seed as seedLabInsurance } from './lab-insurance/seed/load.ts';
import { sellPolicy } from './lab-insurance/smoke-scenario.ts';
import { overleaf } from './overleaf/app.ts';
import { seed as seedOverleaf } from './overleaf/seed/load.ts';
import { compileProject } from './overleaf/smoke-scenario.ts';
import { robotShop } from './robot-shop/app.ts';
import { seed as seedRobotShop } from './robot-shop/seed/load.ts';
import { submitOrder } from './robot-shop/smoke-scenario.ts';
import { socialNetwork } from './social-network/app.ts';
import { seed as seedSocialNetwork } from './social-network/seed/load.ts';
import { composePost } from './social-network/smoke-scenario.ts';

/** All applications, in the order in which they were built. */
export const apps: Record<string, RunnableApp> = {
  'robot-shop': {
    app: robotShop,
    async seed({ form, component, report }) {
      const [mongoUrl, mysqlAdminUrl] = await Promise.all([component('mongodb'), component('mysql')]);
      await seedRobotShop({ mongoUrl, mysqlAdminUrl, form, report });
    },
    smokeScenario: { name: 'SubmitOrder', dispatchedBy: 'dispatch', run: submitOrder },
  },
  'social-network': {
    app: socialNetwork,
    async seed({ form, component, report }) {
      await seedSocialNetwork({ mongoUrl: await component('mongodb'), form, report });
    },
    smokeScenario: { name: 'ComposePost', run: composePost },
  },
  'lab-insurance': {
    app: labInsurance,
    async seed({ form, component, folder, report }) {
      const [postgresUrl, mongoUrl] = await Promise.all([component('postgresql'), component('mongodb')]);
      const broker = form === 'microservice' ? { kafkaBrokers: await component('kafka') } : {};
      await seedLabInsurance({ form, postgresUrl, mongoUrl, folder, report, ...broker });
    },
    smokeScenario: { name: 'CalculateOffer and CreatePolicy', run: sellPolicy },
  },
  overleaf: {
    app: overleaf,
    async seed({ form, component, report }) {
      await seedOverleaf(await component('mongodb'), form, report);
    },
    smokeScenario: { name: 'Compile', run: compileProject },
  },
};
