import { openRedis } from '#shared/state/redis';
import { config } from './config.ts';

export const redis = openRedis(config.REDIS_URL);
