import type { RunnableApp } from '#shared/app/runnable-app';
import { labInsurance } from './lab-insurance/app.ts';
import { seed as seedLabInsurance } from './lab-insurance/seed/load.ts';
import { sellPolicy } from './lab-insurance/task.ts';
import { robotShop } from './robot-shop/app.ts';
import { seed as seedRobotShop } from './robot-shop/seed/load.ts';
import { submitOrder } from './robot-shop/task.ts';
import { socialNetwork } from './social-network/app.ts';
import { seed as seedSocialNetwork } from './social-network/seed/load.ts';
import { composePost } from './social-network/task.ts';

/** All applications, in the order in which they were built. */
export const apps: Record<string, RunnableApp> = {
  'robot-shop': {
    app: robotShop,
    taskName: 'SubmitOrder',
    async seed({ form, component, report }) {
      const [mongoUrl, mysqlAdminUrl] = await Promise.all([component('mongodb'), component('mysql')]);
      await seedRobotShop({ mongoUrl, mysqlAdminUrl, form, report });
    },
    task: submitOrder,
  },
  'social-network': {
    app: socialNetwork,
    taskName: 'ComposePost',
    async seed({ form, component, report }) {
      await seedSocialNetwork({ mongoUrl: await component('mongodb'), form, report });
    },
    task: composePost,
  },
  'lab-insurance': {
    app: labInsurance,
    taskName: 'CalculateOffer and CreatePolicy',
    async seed({ form, component, folder, report }) {
      const [postgresUrl, mongoUrl] = await Promise.all([component('postgresql'), component('mongodb')]);
      const broker = form === 'microservice' ? { kafkaBrokers: await component('kafka') } : {};
      await seedLabInsurance({ form, postgresUrl, mongoUrl, folder, report, ...broker });
    },
    task: sellPolicy,
  },
};
