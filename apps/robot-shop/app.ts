import { message, web } from '#shared/app/actions';
import { defineApp } from '#shared/app/define-app';
import { mongo, mysql, rabbitmq, redis, service } from '#shared/app/needs';

/** Robot Shop: a shop for robots, seven services and a front door. */
export const robotShop = defineApp({
  name: 'robot-shop',
  title: 'Robot Shop',
  gateway: 'web',
  services: {
    catalogue: {
      summary: 'products, categories, search and stock',
      port: 'CATALOGUE_SERVER_PORT',
      needs: { MONGO_URL: mongo('catalogue') },
      settings: ['COMPAT', 'GO_SLOW'],
      actions: { main: web() },
      variants: { bypass: { replaces: ['main'] } },
    },
    user: {
      summary: 'accounts, anonymous ids and order history',
      port: 'USER_SERVER_PORT',
      needs: { MONGO_URL: mongo('users'), REDIS_URL: redis(0) },
      actions: { main: web() },
    },
    cart: {
      summary: 'carts, kept for an hour',
      port: 'CART_SERVER_PORT',
      needs: { REDIS_URL: redis(0), CATALOGUE_URL: service('catalogue') },
      actions: { main: web() },
    },
    shipping: {
      summary: 'cities, distances and the cost of shipping',
      port: 'SHIPPING_SERVER_PORT',
      needs: {
        MYSQL_URL: mysql('cities', 'shipping:secret', { isShared: true }),
        CART_URL: service('cart'),
      },
      settings: ['COMPAT'],
      actions: { main: web() },
    },
    ratings: {
      summary: 'stars for products',
      port: 'RATINGS_SERVER_PORT',
      needs: { MYSQL_URL: mysql('ratings', 'ratings:iloveit'), CATALOGUE_URL: service('catalogue') },
      actions: { main: web() },
    },
    payment: {
      summary: 'turns a cart into a paid order and hands it to dispatch',
      port: 'SHOP_PAYMENT_PORT',
      needs: {
        MONGO_URL: mongo('orders'),
        USER_URL: service('user'),
        CART_URL: service('cart'),
        CATALOGUE_URL: service('catalogue'),
        PAYMENT_GATEWAY: service('payment-provider'),
        AMQP_URL: rabbitmq({ only: 'microservice' }),
      },
      settings: ['PAYMENT_DELAY_MS', 'PAYMENT_WORKERS', 'OVERDUE_MS'],
      actions: {
        main: web({ needs: { DISPATCH_URL: service('dispatch') }, fuses: ['user', 'cart', 'catalogue'] }),
        dispatched: message(),
        sweep: message({ needs: { DISPATCH_URL: service('dispatch') }, everyMinutes: 0.05 }),
      },
      variants: {
        'on-publish': {
          replaces: ['main'],
          needs: { AMQP_URL: rabbitmq() },
          feed: { needs: { AMQP_URL: rabbitmq(), DISPATCH_URL: service('dispatch') } },
        },
      },
    },
    dispatch: {
      summary: 'sends the robots out',
      waitsOnPurpose:
        'dispatch waits 84 to 166 ms an order: it pretends to pack the robots, as the original does.',
      needs: { MONGO_URL: mongo('dispatch'), AMQP_URL: rabbitmq({ only: 'microservice' }) },
      settings: ['DISPATCH_ERROR_PERCENT'],
      actions: { main: message({ needs: { PAYMENT_DISPATCHED_URL: service('payment-dispatched') } }) },
    },
    'payment-provider': {
      summary: "stands for the payment provider's system",
      port: 'PAYMENT_PROVIDER_PORT',
      needs: {},
      settings: ['PAYMENT_PROVIDER_LATENCY_MS', 'PAYMENT_PROVIDER_FAILURE_PERCENT'],
      staysProcess: 'microservice.ts',
    },
    web: {
      summary: 'front door: the page and the way to the services',
      port: 'WEB_PORT',
      needs: {
        CATALOGUE_URL: service('catalogue'),
        USER_URL: service('user'),
        CART_URL: service('cart'),
        SHIPPING_URL: service('shipping'),
        RATINGS_URL: service('ratings'),
        PAYMENT_URL: service('payment'),
      },
      staysProcess: 'microservice.ts',
    },
  },
});
