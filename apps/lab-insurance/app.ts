import { message, web } from '#shared/app/actions';
import { defineApp } from '#shared/app/define-app';
import { files, formName, kafka, mongo, overridable, postgresql, service, sql } from '#shared/app/needs';
import { databaseFile, type SqlService, schemaFor } from './databases.ts';

/** A database of the service's own in one form, a schema of the shared one in the other. */
const ownDatabase = (name: SqlService) => sql(databaseFile(name), schemaFor(name));
/** A schema of the shared database in both forms. */
const sharedDatabase = (name: SqlService) => postgresql(schemaFor(name));
const broker = kafka({ only: 'microservice' });
// For a machine that only its user can reach; whoever lets others in sets a secret of their own.
const secret = overridable('pleaseChangeThisSecretForANewOne');
const port = 'SERVICE_PORT';

/** An action that receives the events of sales. */
const events = message();

/** The actions that receive the events of policies. */
const subscribers = {
  POLICY_SEARCH_EVENTS_URL: service('policy-search-events'),
  PAYMENT_EVENTS_URL: service('payment-events'),
  DOCUMENTS_EVENTS_URL: service('documents-events'),
  DASHBOARD_EVENTS_URL: service('dashboard-events'),
};

/** LAB Insurance Sales Portal: agents sell policies; four services hear of each sale. */
export const labInsurance = defineApp({
  name: 'lab-insurance',
  title: 'LAB Insurance',
  gateway: 'web',
  services: {
    auth: {
      summary: 'log-in of agents',
      port,
      needs: { DATABASE_URL: ownDatabase('auth'), JWT_SECRET: secret },
      actions: { main: web() },
    },
    product: {
      summary: 'products with their covers and questions',
      port,
      needs: { MONGO_URL: mongo('products') },
      actions: { main: web() },
    },
    pricing: {
      summary: 'prices by the rules of a tariff',
      port,
      needs: { DATABASE_URL: ownDatabase('pricing') },
      actions: { main: web() },
    },
    policy: {
      summary: 'offers and policies; publishes an event for each sale and termination',
      port,
      needs: {
        DATABASE_URL: ownDatabase('policy'),
        KAFKA_BROKERS: broker,
        PRODUCT_URL: service('product'),
        PRICING_URL: service('pricing'),
      },
      actions: {
        main: web({ needs: { POLICY_DELIVER_URL: service('policy-deliver') } }),
        deliver: message({
          needs: subscribers,
          timeoutMs: 60_000,
          everyMinutes: 0.05,
        }),
      },
      variants: {
        'on-publish': {
          replaces: ['main', 'deliver'],
          needs: { KAFKA_BROKERS: kafka() },
          feed: { needs: { ...subscribers, KAFKA_BROKERS: kafka() } },
        },
      },
    },
    'policy-search': {
      summary: 'finds policies by number and holder',
      port,
      needs: { DATABASE_URL: sharedDatabase('policy-search'), KAFKA_BROKERS: broker },
      actions: { main: web(), events },
    },
    payment: {
      summary: 'accounts, premiums that are due and transactions of the bank',
      port,
      needs: {
        DATABASE_URL: ownDatabase('payment'),
        KAFKA_BROKERS: broker,
        IMPORT_URL: files('bank_imports', 'IMPORT_DIR'),
        IMPORT_EVERY_MINUTES: overridable('480', { only: 'microservice' }),
      },
      settings: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION'],
      actions: { main: web(), events, import: message({ timeoutMs: 60_000, everyMinutes: 480 }) },
    },
    documents: {
      summary: 'a PDF for each policy',
      port,
      needs: { DATABASE_URL: ownDatabase('documents'), KAFKA_BROKERS: broker },
      actions: { main: web(), events },
    },
    dashboard: {
      summary: 'sales by product, time and agent',
      port,
      needs: { DATABASE_URL: sharedDatabase('dashboard'), KAFKA_BROKERS: broker },
      actions: { main: web(), events },
    },
    gateway: {
      summary: 'the API of the page; checks the tokens of requests',
      port,
      needs: {
        JWT_SECRET: secret,
        PRODUCT_URL: service('product'),
        POLICY_URL: service('policy'),
        POLICY_SEARCH_URL: service('policy-search'),
        PAYMENT_URL: service('payment'),
        DOCUMENTS_URL: service('documents'),
        DASHBOARD_URL: service('dashboard'),
      },
      actions: { main: web() },
    },
    chat: {
      summary: 'agents talk to each other, over WebSocket',
      port: 'CHAT_PORT',
      needs: { JWT_SECRET: secret },
      keepsInMemory: 'the agents in each room',
      staysProcess: 'microservice.ts',
    },
    web: {
      summary: 'front door: the page and the way to gateway, auth and chat',
      port: 'WEB_PORT',
      needs: {
        FORM: formName(),
        GATEWAY_URL: service('gateway'),
        AUTH_URL: service('auth'),
        CHAT_URL: service('chat'),
      },
      staysProcess: 'microservice.ts',
    },
  },
});
