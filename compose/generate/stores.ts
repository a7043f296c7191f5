import type { ComponentName } from '#shared/app/addresses';

/** A component in a container. */
export interface Store {
  image: string;
  /** What the container needs besides: its command, its variables. */
  settings?: { command?: string[]; environment?: Record<string, string>; hostname?: string };
  /** The port on which it takes connections once it is healthy. */
  port: number;
  /** The command that fails until it does, where the image has no `nc`. */
  healthy?: string[];
  /** The URL at which other containers reach it. */
  url: string;
  /** Where the image keeps its data. */
  data?: string;
  /** The user that the image's server runs as; absent where the image changes to it by itself. */
  user?: string;
  /** The number of that user in the official image, which Kubernetes wants to know. */
  uid: number;
  /** Folders besides its data that its server writes to. */
  scratch?: string[];
  memoryMb: number;
}

/** How a secret is named in a file, and what it is where nobody has set it. */
export type SecretName = (name: string, fallback: string) => string;

/** A component that the files for containers have. S3 is for tests only, and Zipkin for studies on one machine. */
export type StoreName = Exclude<ComponentName, 's3' | 'zipkin'>;

export const isStore = (name: ComponentName): name is StoreName => name !== 's3' && name !== 'zipkin';

/** The components as official images; all versions are those that `npm start` and the tests know. */
export const storesWith = (secret: SecretName): Record<StoreName, Store> => ({
  redis: {
    image: 'redis:7.4-alpine',
    settings: { command: ['redis-server', '--appendonly', 'yes', '--appendfsync', 'always'] },
    port: 6379,
    url: 'redis://redis:6379',
    data: '/data',
    user: 'redis',
    uid: 999,
    memoryMb: 256,
  },
  memcached: {
    image: 'memcached:1.6-alpine',
    port: 11211,
    uid: 11211,
    url: 'memcached://memcached:11211',
    memoryMb: 128,
  },
  mongodb: {
    image: 'mongo:7.0',
    port: 27017,
    // mongosh takes half a second of a core each time.
    healthy: ['CMD', 'bash', '-c', '< /dev/tcp/127.0.0.1/27017'],
    url: 'mongodb://mongodb:27017',
    data: '/data/db',
    user: 'mongodb',
    uid: 999,
    memoryMb: 1024,
  },
  mysql: {
    image: 'mysql:8.4',
    settings: {
      environment: { MYSQL_ROOT_PASSWORD: secret('MYSQL_ROOT_PASSWORD', 'local'), MYSQL_ROOT_HOST: '%' },
    },
    port: 3306,
    healthy: ['CMD', 'mysqladmin', 'ping', '-h', '127.0.0.1', '--protocol=tcp'],
    url: `mysql://root:${secret('MYSQL_ROOT_PASSWORD', 'local')}@mysql:3306`,
    data: '/var/lib/mysql',
    user: 'mysql',
    uid: 999,
    scratch: ['/var/run/mysqld'],
    memoryMb: 1024,
  },
  rabbitmq: {
    image: 'rabbitmq:3.13-alpine',
    settings: {
      hostname: 'rabbitmq',
      environment: {
        RABBITMQ_DEFAULT_USER: 'diptych',
        RABBITMQ_DEFAULT_PASS: secret('RABBITMQ_PASSWORD', 'local'),
      },
    },
    port: 5672,
    url: `amqp://diptych:${secret('RABBITMQ_PASSWORD', 'local')}@rabbitmq:5672`,
    data: '/var/lib/rabbitmq',
    user: 'rabbitmq',
    uid: 100,
    memoryMb: 512,
  },
  postgresql: {
    image: 'postgres:15-alpine',
    settings: {
      command: ['postgres', '-c', 'max_connections=200'],
      environment: {
        POSTGRES_PASSWORD: secret('POSTGRES_PASSWORD', 'local'),
        // A volume of its own may have the folder lost+found, beside which PostgreSQL and Kafka refuse to begin.
        PGDATA: '/var/lib/postgresql/data/pgdata',
      },
    },
    port: 5432,
    url: `postgresql://postgres:${secret('POSTGRES_PASSWORD', 'local')}@postgresql:5432`,
    data: '/var/lib/postgresql/data',
    user: 'postgres',
    uid: 70,
    scratch: ['/var/run/postgresql'],
    memoryMb: 512,
  },
  kafka: {
    image: 'apache/kafka:4.0.0',
    settings: {
      environment: {
        KAFKA_NODE_ID: '1',
        KAFKA_PROCESS_ROLES: 'broker,controller',
        KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
        KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
        KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://kafka:9092',
        KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
        KAFKA_LOG_DIRS: '/var/lib/kafka/data/logs',
      },
    },
    port: 9092,
    uid: 1000,
    url: 'kafka:9092',
    data: '/var/lib/kafka/data',
    memoryMb: 1024,
  },
});
