import type { Client } from '#shared/thrift/client';
import type { SocialGraphService } from '../social-network.ts';
import { addToAll } from './timelines.ts';

/** A post on its way into home timelines. */
export interface Delivery {
  req_id: bigint;
  post_id: bigint;
  user_id: bigint;
  /** Milliseconds since 1970. */
  timestamp: bigint;
  user_mentions_id: bigint[];
}

/** Adds a post to the timelines of all users who are to see it; a second delivery of the same post changes nothing. */
export type Deliver = (delivery: Delivery) => Promise<void>;

/** Delivers a post to the author's followers and to the users whom it mentions. */
export const deliverWith =
  (socialGraph: Client<SocialGraphService>): Deliver =>
  async ({ req_id, post_id, user_id, timestamp, user_mentions_id }) => {
    const followers = await socialGraph.GetFollowers({ req_id, user_id });
    await addToAll(new Set([...followers, ...user_mentions_id]), post_id, timestamp);
  };
