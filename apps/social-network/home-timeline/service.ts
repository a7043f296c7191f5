import type { Client } from '#shared/thrift/client';
import type { HomeTimelineService, PostStorageService } from '../social-network.ts';
import type { Delivery } from './delivery.ts';
import { idsBetween } from './timelines.ts';

/** Accepts a delivery: when this returns, the delivery is done or will be. */
export type FanOut = (delivery: Delivery) => Promise<void>;

/** The posts of the people whom a user follows, and those that mention the user. */
export const homeTimeline = (
  fanOut: FanOut,
  postStorage: Client<PostStorageService>,
): HomeTimelineService => ({
  WriteHomeTimeline: fanOut,

  async ReadHomeTimeline({ req_id, user_id, start, stop }) {
    if (start < 0 || stop <= start) return [];
    return postStorage.ReadPosts({ req_id, post_ids: await idsBetween(user_id, start, stop) });
  },
});
