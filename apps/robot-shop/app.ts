import { type Addresses, actionKey, defineApp, type Form } from '#shared/app/define-app';

const web = { kind: 'web', memoryMb: 256, timeoutMs: 30_000, concurrency: 100 } as const;

/** The name of a database in a form: each keeps its own data; the cities are only read and shared. */
export const database = (name: string, form: Form) => (form === 'microservice' ? name : `${name}_serverless`);
const mongo = (at: Addresses, name: string) => `${at.component('mongodb')}/${database(name, at.form)}`;
const redis = (at: Addresses) => `${at.component('redis')}/${at.form === 'microservice' ? 0 : 1}`;
const mysql = (at: Addresses, account: string, name: string) =>
  `${at.component('mysql').replace(/\/\/([^@/]*@)?/, `//${account}@`)}/${name}`;

/** Robot Shop: a shop for robots, seven services and a front door. */
export const robotShop = defineApp({
  name: 'robot-shop',
  title: 'Robot Shop',
  components: ['mongodb', 'redis', 'mysql', 'rabbitmq'],
  dropped: ['rabbitmq'],
  frontDoor: 'web',
  services: {
    catalogue: {
      summary: 'products, categories, search and stock',
      portVariable: 'CATALOGUE_SERVER_PORT',
      components: ['mongodb'],
      environment: (at) => ({ MONGO_URL: mongo(at, 'catalogue') }),
      settings: ['COMPAT', 'GO_SLOW'],
      action: web,
    },
    user: {
      summary: 'accounts, anonymous ids and order history',
      portVariable: 'USER_SERVER_PORT',
      components: ['mongodb', 'redis'],
      environment: (at) => ({ MONGO_URL: mongo(at, 'users'), REDIS_URL: redis(at) }),
      action: web,
    },
    cart: {
      summary: 'carts, kept for an hour',
      portVariable: 'CART_SERVER_PORT',
      components: ['redis'],
      calls: ['catalogue'],
      environment: (at) => ({ REDIS_URL: redis(at), CATALOGUE_URL: at.service('catalogue') }),
      settings: ['CALL_DEADLINE_MS'],
      action: web,
    },
    shipping: {
      summary: 'cities, distances and the cost of shipping',
      portVariable: 'SHIPPING_SERVER_PORT',
      components: ['mysql'],
      calls: ['cart'],
      environment: (at) => ({
        MYSQL_URL: mysql(at, 'shipping:secret', 'cities'),
        CART_URL: at.service('cart'),
      }),
      settings: ['COMPAT', 'CALL_DEADLINE_MS'],
      action: web,
    },
    ratings: {
      summary: 'stars for products',
      portVariable: 'RATINGS_SERVER_PORT',
      components: ['mysql'],
      calls: ['catalogue'],
      environment: (at) => ({
        MYSQL_URL: mysql(at, 'ratings:iloveit', database('ratings', at.form)),
        CATALOGUE_URL: at.service('catalogue'),
      }),
      settings: ['CALL_DEADLINE_MS'],
      action: web,
    },
    payment: {
      summary: 'turns a cart into a paid order and hands it to dispatch',
      portVariable: 'SHOP_PAYMENT_PORT',
      components: ['mongodb', 'rabbitmq'],
      calls: ['user', 'cart', 'catalogue', 'dispatch', 'gateway'],
      environment: (at) => ({
        MONGO_URL: mongo(at, 'orders'),
        USER_URL: at.service('user'),
        CART_URL: at.service('cart'),
        CATALOGUE_URL: at.service('catalogue'),
        PAYMENT_GATEWAY: `${at.service('gateway')}/`,
        ...(at.form === 'microservice'
          ? { AMQP_URL: at.component('rabbitmq') }
          : { DISPATCH_URL: at.service('dispatch'), ...actionKey(at) }),
      }),
      settings: ['PAYMENT_DELAY_MS', 'PAYMENT_WORKERS', 'CALL_DEADLINE_MS', 'AMQP_URL'],
      action: { ...web, fuses: ['user', 'cart', 'catalogue'] },
    },
    dispatch: {
      summary: 'sends the robots out',
      components: ['mongodb', 'rabbitmq'],
      environment: (at) => ({
        MONGO_URL: mongo(at, 'orders'),
        ...(at.form === 'microservice' ? { AMQP_URL: at.component('rabbitmq') } : {}),
      }),
      settings: ['DISPATCH_ERROR_PERCENT', 'OVERDUE_MS'],
      action: { kind: 'message', memoryMb: 256, timeoutMs: 10_000, concurrency: 100, everyMinutes: 0.05 },
    },
    gateway: {
      summary: "stands for the payment provider's system",
      portVariable: 'GATEWAY_PORT',
      environment: () => ({}),
      settings: ['GATEWAY_LATENCY_MS', 'GATEWAY_FAILURE_PERCENT'],
    },
    web: {
      summary: 'front door: the page and the way to the services',
      portVariable: 'WEB_PORT',
      calls: ['catalogue', 'user', 'cart', 'shipping', 'ratings', 'payment'],
      environment: (at) => ({
        CATALOGUE_URL: at.service('catalogue'),
        USER_URL: at.service('user'),
        CART_URL: at.service('cart'),
        SHIPPING_URL: at.service('shipping'),
        RATINGS_URL: at.service('ratings'),
        PAYMENT_URL: at.service('payment'),
      }),
    },
  },
});
