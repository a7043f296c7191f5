import { type Addresses, actionKey, defineApp, type Form } from '#shared/app/define-app';

const web = { kind: 'web', memoryMb: 256, timeoutMs: 30_000, concurrency: 100 } as const;
const events = { kind: 'message', memoryMb: 256, timeoutMs: 10_000, concurrency: 100 } as const;

/** The services with tables; each has a schema of its own, and a role that sees nothing else. */
export const sqlServices = [
  'auth',
  'pricing',
  'policy',
  'payment',
  'documents',
  'policy-search',
  'dashboard',
] as const;
export type SqlService = (typeof sqlServices)[number];

/** The name of a database in a form: each form keeps its own data. */
export const database = (name: 'lab_insurance' | 'products', form: Form): string =>
  form === 'microservice' ? name : `${name}_serverless`;

/** The name of a service's schema. */
export const schemaOf = (service: SqlService): string => service.replaceAll('-', '_');

/** The role of a service; its password keeps services apart, not people out. */
export const roleOf = (service: SqlService): { name: string; password: string } => ({
  name: `lab_${schemaOf(service)}`,
  password: 'secret',
});

/** The URL of a service's schema in PostgreSQL. */
export function unifiedUrl(postgresUrl: string, service: SqlService, form: Form): string {
  const { name, password } = roleOf(service);
  return `${postgresUrl.replace(/\/\/([^@/]*@)?/, `//${name}:${password}@`)}/${database('lab_insurance', form)}`;
}

/** The file of a service's private database. */
export const databaseFile = (service: SqlService): string => `${service}.db`;

const unified = (at: Addresses, service: SqlService) => ({
  DATABASE_URL: unifiedUrl(at.component('postgresql'), service, at.form),
});

/** A database of the service's own in one form, the shared one in the other. */
const sql = (at: Addresses, service: SqlService): Record<string, string> =>
  at.form === 'serverless'
    ? unified(at, service)
    : { DATABASE_FILE: at.folder?.(databaseFile(service)) ?? databaseFile(service) };

const kafka = (at: Addresses): Record<string, string> =>
  at.form === 'microservice' ? { KAFKA_BROKERS: at.component('kafka') } : {};

/** The actions that receive a sale, and the one that delivers it to them. */
const subscribers = (at: Addresses): Record<string, string> =>
  at.form === 'microservice'
    ? {}
    : {
        POLICY_DELIVER_URL: at.service('policy-deliver'),
        POLICY_SEARCH_EVENTS_URL: at.service('policy-search-events'),
        PAYMENT_EVENTS_URL: at.service('payment-events'),
        DOCUMENTS_EVENTS_URL: at.service('documents-events'),
        DASHBOARD_EVENTS_URL: at.service('dashboard-events'),
        ...actionKey(at),
      };

/** Where the bank's statements are put. */
const bankImports = (at: Addresses) => ({
  IMPORT_DIR: process.env.IMPORT_DIR || (at.folder?.('bank_imports') ?? ''),
});

// For a machine that only its user can reach; whoever lets others in sets a secret of their own.
const secret = () => ({ JWT_SECRET: process.env.JWT_SECRET || 'pleaseChangeThisSecretForANewOne' });
const port = { portVariable: 'SERVICE_PORT' } as const;

/** LAB Insurance Sales Portal: agents sell policies; four services hear of each sale. */
export const labInsurance = defineApp({
  name: 'lab-insurance',
  title: 'LAB Insurance',
  components: ['mongodb', 'postgresql', 'kafka'],
  dropped: ['kafka'],
  frontDoor: 'web',
  services: {
    auth: {
      summary: 'log-in of agents',
      ...port,
      components: ['postgresql'],
      environment: (at) => ({ ...sql(at, 'auth'), ...secret() }),
      action: web,
    },
    product: {
      summary: 'products with their covers and questions',
      ...port,
      components: ['mongodb'],
      environment: (at) => ({ MONGO_URL: `${at.component('mongodb')}/${database('products', at.form)}` }),
      action: web,
    },
    pricing: {
      summary: 'prices by the rules of a tariff',
      ...port,
      components: ['postgresql'],
      environment: (at) => sql(at, 'pricing'),
      action: web,
    },
    policy: {
      summary: 'offers and policies; tells the others what is sold and terminated',
      ...port,
      components: ['postgresql', 'kafka'],
      calls: ['product', 'pricing', 'policy-search', 'payment', 'documents', 'dashboard'],
      environment: (at) => ({
        ...sql(at, 'policy'),
        ...kafka(at),
        PRODUCT_URL: at.service('product'),
        PRICING_URL: at.service('pricing'),
        ...subscribers(at),
      }),
      settings: ['CALL_DEADLINE_MS', 'KAFKA_BROKERS'],
      action: web,
      further: {
        deliver: { ...events, timeoutMs: 60_000, everyMinutes: 0.05 },
      },
    },
    'policy-search': {
      summary: 'finds policies by number and holder',
      ...port,
      components: ['postgresql', 'kafka'],
      environment: (at) => ({ ...unified(at, 'policy-search'), ...kafka(at) }),
      action: web,
      further: { events },
    },
    payment: {
      summary: 'accounts, what is owed and what the bank has booked',
      ...port,
      components: ['postgresql', 'kafka'],
      environment: (at) => ({ ...sql(at, 'payment'), ...kafka(at), ...bankImports(at) }),
      action: web,
      further: { events, import: { ...events, timeoutMs: 60_000, everyMinutes: 480 } },
    },
    documents: {
      summary: 'a PDF for each policy',
      ...port,
      components: ['postgresql', 'kafka'],
      environment: (at) => ({ ...sql(at, 'documents'), ...kafka(at) }),
      action: web,
      further: { events },
    },
    dashboard: {
      summary: 'sales by product, time and agent',
      ...port,
      components: ['postgresql', 'kafka'],
      environment: (at) => ({ ...unified(at, 'dashboard'), ...kafka(at) }),
      action: web,
      further: { events },
    },
    gateway: {
      summary: 'the one API of the page; checks who asks',
      ...port,
      calls: ['product', 'policy', 'policy-search', 'payment', 'documents', 'dashboard'],
      environment: (at) => ({
        ...secret(),
        PRODUCT_URL: at.service('product'),
        POLICY_URL: at.service('policy'),
        POLICY_SEARCH_URL: at.service('policy-search'),
        PAYMENT_URL: at.service('payment'),
        DOCUMENTS_URL: at.service('documents'),
        DASHBOARD_URL: at.service('dashboard'),
      }),
      settings: ['CALL_DEADLINE_MS'],
      action: web,
    },
    chat: {
      summary: 'agents talk to each other, over WebSocket',
      portVariable: 'CHAT_PORT',
      environment: secret,
    },
    web: {
      summary: 'front door: the page and the way to gateway, auth and chat',
      portVariable: 'WEB_PORT',
      calls: ['gateway', 'auth', 'chat'],
      environment: (at) => ({
        FORM: at.form,
        GATEWAY_URL: at.service('gateway'),
        AUTH_URL: at.service('auth'),
        CHAT_URL: at.service('chat'),
      }),
    },
  },
});
