import { openMongo } from '#shared/state/mongo';
import { openRedis } from '#shared/state/redis';
import { config } from './config.ts';

export const redis = openRedis(config.REDIS_URL);
export const mongo = openMongo(config.MONGO_URL);
