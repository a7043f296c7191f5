import type { Client } from '#shared/thrift/client';
import type { HomeTimelineService, PostStorageService, SocialGraphService } from '../social-network.ts';
import type { Deliver, FanOut } from './fan-out.ts';
import { addToAll, idsBetween } from './timelines.ts';

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

/** Delivers a post to the author's followers and to the users whom it mentions. */
export const deliverWith =
  (socialGraph: Client<SocialGraphService>): Deliver =>
  async ({ req_id, post_id, user_id, timestamp, user_mentions_id }) => {
    const followers = await socialGraph.GetFollowers({ req_id, user_id });
    await addToAll(new Set([...followers, ...user_mentions_id]), post_id, timestamp);
  };
