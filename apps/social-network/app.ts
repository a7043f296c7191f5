import { message, rpc } from '#shared/app/actions';
import { defineApp } from '#shared/app/define-app';
import { memcached, mongo, overridable, redis, service } from '#shared/app/needs';

/** The indexes of the Redis databases (shared/app/needs.ts); Robot Shop has 0. */
export const redisIndexes = {
  'unique-id': 1,
  'social-graph': 2,
  'user-timeline': 3,
  'home-timeline': 4,
} as const;

// For a machine that only its user can reach; whoever lets others in sets a secret of their own.
const secret = overridable('secret');
const thrift = { port: 'THRIFT_PORT', protocol: 'thrift' } as const;

/** What a post is composed with, and what those call for it. */
const composedOf = ['unique-id', 'user', 'media', 'text', 'post-storage', 'user-timeline', 'home-timeline'];
const calledByThose = ['url-shorten', 'user-mention', 'social-graph'];

/** Social Network: posts, timelines and who follows whom, in eleven services behind a gateway. */
export const socialNetwork = defineApp({
  name: 'social-network',
  title: 'Social Network',
  gateway: 'gateway',
  services: {
    'unique-id': {
      summary: 'ids of posts',
      ...thrift,
      needs: { REDIS_URL: redis(redisIndexes['unique-id']) },
      actions: { main: rpc() },
    },
    media: {
      summary: 'ids and types of uploaded files',
      ...thrift,
      needs: {},
      actions: { main: rpc() },
    },
    'url-shorten': {
      summary: 'short addresses',
      ...thrift,
      needs: { MONGO_URL: mongo('url-shorten') },
      actions: { main: rpc() },
    },
    'user-mention': {
      summary: 'who is mentioned in a text',
      ...thrift,
      needs: { MONGO_URL: mongo('user'), MEMCACHED_URL: memcached('user') },
      actions: { main: rpc() },
    },
    text: {
      summary: 'mentions and addresses of a text',
      ...thrift,
      needs: { URL_SHORTEN_URL: service('url-shorten'), USER_MENTION_URL: service('user-mention') },
      actions: { main: rpc() },
    },
    user: {
      summary: 'accounts and log-in',
      ...thrift,
      needs: {
        MONGO_URL: mongo('user'),
        MEMCACHED_URL: memcached('user'),
        REDIS_URL: redis(redisIndexes['unique-id']),
        TOKEN_SECRET: secret,
        SOCIAL_GRAPH_URL: service('social-graph'),
      },
      actions: { main: rpc() },
    },
    'social-graph': {
      summary: 'who follows whom',
      ...thrift,
      needs: {
        MONGO_URL: mongo('social-graph'),
        REDIS_URL: redis(redisIndexes['social-graph']),
        USER_URL: service('user'),
      },
      actions: { main: rpc() },
    },
    'post-storage': {
      summary: 'the posts',
      ...thrift,
      needs: { MONGO_URL: mongo('post'), MEMCACHED_URL: memcached('post') },
      actions: { main: rpc() },
      variants: { 'keep-listener': { replaces: ['main'] } },
    },
    'user-timeline': {
      summary: 'what a user has posted',
      ...thrift,
      needs: {
        MONGO_URL: mongo('user-timeline'),
        REDIS_URL: redis(redisIndexes['user-timeline']),
        POST_STORAGE_URL: service('post-storage'),
      },
      actions: { main: rpc() },
    },
    'home-timeline': {
      summary: 'the posts of the people whom a user follows',
      ...thrift,
      needs: {
        REDIS_URL: redis(redisIndexes['home-timeline']),
        POST_STORAGE_URL: service('post-storage'),
        SOCIAL_GRAPH_URL: service('social-graph'),
      },
      actions: {
        main: rpc({ needs: { HOME_TIMELINE_DELIVER_URL: service('home-timeline-deliver') } }),
        deliver: message({ timeoutMs: 30_000 }),
        sweep: message({ timeoutMs: 30_000, everyMinutes: 0.05 }),
      },
    },
    'compose-post': {
      summary: 'makes a post of its parts and delivers it',
      ...thrift,
      needs: {
        UNIQUE_ID_URL: service('unique-id'),
        USER_URL: service('user'),
        MEDIA_URL: service('media'),
        TEXT_URL: service('text'),
        POST_STORAGE_URL: service('post-storage'),
        USER_TIMELINE_URL: service('user-timeline'),
        HOME_TIMELINE_URL: service('home-timeline'),
      },
      actions: { main: rpc({ fuses: [...composedOf, ...calledByThose] }) },
    },
    'media-frontend': {
      summary: 'takes pictures and films and gives them back',
      port: 'MEDIA_PORT',
      needs: { MONGO_URL: mongo('media') },
      staysProcess: 'microservice.ts',
    },
    gateway: {
      summary: 'front door: the page and its API',
      port: 'GATEWAY_PORT',
      needs: {
        MEDIA_FRONTEND_URL: service('media-frontend'),
        TOKEN_SECRET: secret,
        USER_URL: service('user'),
        SOCIAL_GRAPH_URL: service('social-graph'),
        COMPOSE_POST_URL: service('compose-post'),
        HOME_TIMELINE_URL: service('home-timeline'),
        USER_TIMELINE_URL: service('user-timeline'),
      },
      settings: ['WRK2_API'],
      staysProcess: 'serverless.ts',
    },
  },
});
