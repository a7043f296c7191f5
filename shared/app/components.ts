import type { ComponentName } from './addresses.ts';

/** The variable that names a server of one's own in the place of a component. */
export const urlVariables: Record<ComponentName, string> = {
  mongodb: 'MONGO_URL',
  redis: 'REDIS_URL',
  memcached: 'MEMCACHED_URL',
  mysql: 'MYSQL_URL',
  rabbitmq: 'AMQP_URL',
  postgresql: 'POSTGRES_URL',
  kafka: 'KAFKA_BROKERS',
  s3: 'S3_URL',
};
