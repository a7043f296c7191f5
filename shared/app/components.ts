import type { ComponentName } from './addresses.ts';

/** The variables with which a user replaces a component by a server of their own. */
export const urlVariables: Record<ComponentName, string> = {
  mongodb: 'MONGO_URL',
  redis: 'REDIS_URL',
  memcached: 'MEMCACHED_URL',
  mysql: 'MYSQL_URL',
  rabbitmq: 'AMQP_URL',
  postgresql: 'POSTGRES_URL',
  kafka: 'KAFKA_BROKERS',
  s3: 'S3_URL',
  zipkin: 'ZIPKIN_URL',
};
