import { openRedis } from '#shared/state/redis';
import { onStore } from '../errors.ts';
import { ErrorCode, type UniqueIdService } from '../social-network.ts';
import { config } from './config.ts';
import { uniqueIds } from './ids.ts';

const nextId = uniqueIds(openRedis(config.REDIS_URL));

/** Gives posts their ids. */
export const uniqueId: UniqueIdService = {
  ComposeUniqueId: () => onStore(ErrorCode.SE_REDIS_ERROR, nextId),
};
