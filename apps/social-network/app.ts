import { type Addresses, actionKey, defineApp, type Form } from '#shared/app/define-app';

const rpc = { kind: 'rpc', memoryMb: 256, timeoutMs: 30_000, concurrency: 100 } as const;

/** The databases of MongoDB, each with the collection of the same name. */
export const databases = ['user', 'social-graph', 'url-shorten', 'post', 'user-timeline', 'media'] as const;

/** The name of a database in a form: each form keeps its own data. */
export const database = (name: (typeof databases)[number], form: Form) =>
  form === 'microservice' ? name : `${name}-serverless`;

/** The numbers of the Redis databases; those below 2 are Robot Shop's, when both share a server. */
const redisNumbers = { 'unique-id': 2, 'social-graph': 3, 'user-timeline': 4, 'home-timeline': 5 };

/** The Redis database of a service in a form. */
export const redisNumber = (service: keyof typeof redisNumbers, form: Form): number =>
  redisNumbers[service] + (form === 'microservice' ? 0 : 4);

const mongo = (at: Addresses, name: (typeof databases)[number]) => ({
  MONGO_URL: `${at.component('mongodb')}/${database(name, at.form)}`,
});
const redis = (at: Addresses, service: keyof typeof redisNumbers) => ({
  REDIS_URL: `${at.component('redis')}/${redisNumber(service, at.form)}`,
});
const memcached = (at: Addresses, name: string) => ({
  MEMCACHED_URL: `${at.component('memcached')}/${name}${at.form === 'microservice' ? '' : '-serverless'}`,
});

/** The addresses of services that are called by Thrift or as actions. */
const rpcServices = (at: Addresses, ...names: string[]): Record<string, string> => ({
  ...Object.fromEntries(
    names.map((name) => [`${name.toUpperCase().replaceAll('-', '_')}_URL`, at.service(name)]),
  ),
  ...actionKey(at),
});

// For a machine that only its user can reach; whoever lets others in sets a secret of their own.
const secret = () => ({ TOKEN_SECRET: process.env.TOKEN_SECRET || 'secret' });
/** What a post is composed with, and what those call for it. */
const composed = ['unique-id', 'user', 'media', 'text', 'post-storage', 'user-timeline', 'home-timeline'];
const composedBelow = ['url-shorten', 'user-mention', 'social-graph'];
const port = { portVariable: 'THRIFT_PORT', protocol: 'thrift' } as const;

/** Social Network: posts, timelines and who follows whom, in eleven services behind a gateway. */
export const socialNetwork = defineApp({
  name: 'social-network',
  title: 'Social Network',
  components: ['mongodb', 'redis', 'memcached'],
  dropped: [],
  frontDoor: 'gateway',
  services: {
    'unique-id': {
      summary: 'ids of posts',
      ...port,
      components: ['redis'],
      environment: (at) => redis(at, 'unique-id'),
      action: rpc,
    },
    media: { summary: 'ids and types of uploaded files', ...port, environment: () => ({}), action: rpc },
    'url-shorten': {
      summary: 'short addresses',
      ...port,
      components: ['mongodb'],
      environment: (at) => mongo(at, 'url-shorten'),
      action: rpc,
    },
    'user-mention': {
      summary: 'who is mentioned in a text',
      ...port,
      components: ['mongodb', 'memcached'],
      environment: (at) => ({ ...mongo(at, 'user'), ...memcached(at, 'user') }),
      action: rpc,
    },
    text: {
      summary: 'mentions and addresses of a text',
      ...port,
      calls: ['url-shorten', 'user-mention'],
      environment: (at) => rpcServices(at, 'url-shorten', 'user-mention'),
      action: rpc,
    },
    user: {
      summary: 'accounts and log-in',
      ...port,
      components: ['mongodb', 'memcached', 'redis'],
      calls: ['social-graph'],
      environment: (at) => ({
        ...mongo(at, 'user'),
        ...memcached(at, 'user'),
        ...redis(at, 'unique-id'),
        ...secret(),
        ...rpcServices(at, 'social-graph'),
      }),
      action: rpc,
    },
    'social-graph': {
      summary: 'who follows whom',
      ...port,
      components: ['mongodb', 'redis'],
      calls: ['user'],
      environment: (at) => ({
        ...mongo(at, 'social-graph'),
        ...redis(at, 'social-graph'),
        ...rpcServices(at, 'user'),
      }),
      action: rpc,
    },
    'post-storage': {
      summary: 'the posts',
      ...port,
      components: ['mongodb', 'memcached'],
      environment: (at) => ({ ...mongo(at, 'post'), ...memcached(at, 'post') }),
      action: rpc,
    },
    'user-timeline': {
      summary: 'what a user has posted',
      ...port,
      components: ['mongodb', 'redis'],
      calls: ['post-storage'],
      environment: (at) => ({
        ...mongo(at, 'user-timeline'),
        ...redis(at, 'user-timeline'),
        ...rpcServices(at, 'post-storage'),
      }),
      action: rpc,
    },
    'home-timeline': {
      summary: 'what those have posted whom a user follows',
      ...port,
      components: ['redis'],
      calls: ['post-storage', 'social-graph'],
      environment: (at) => ({
        ...redis(at, 'home-timeline'),
        ...rpcServices(at, 'post-storage', 'social-graph', 'home-timeline'),
      }),
      action: { ...rpc, everyMinutes: 0.05 },
    },
    'compose-post': {
      summary: 'makes a post of its parts and delivers it',
      ...port,
      calls: composed,
      environment: (at) => rpcServices(at, ...composed),
      action: { ...rpc, fuses: [...composed, ...composedBelow] },
    },
    'media-frontend': {
      summary: 'takes pictures and films and gives them back',
      portVariable: 'MEDIA_PORT',
      components: ['mongodb'],
      environment: (at) => mongo(at, 'media'),
    },
    gateway: {
      summary: 'front door: the page and its API',
      portVariable: 'GATEWAY_PORT',
      calls: ['user', 'social-graph', 'compose-post', 'home-timeline', 'user-timeline', 'media-frontend'],
      environment: (at) => ({
        MEDIA_FRONTEND_URL: at.service('media-frontend'),
        ...secret(),
        ...rpcServices(at, 'user', 'social-graph', 'compose-post', 'home-timeline', 'user-timeline'),
      }),
      settings: ['WRK2_API'],
    },
  },
});
