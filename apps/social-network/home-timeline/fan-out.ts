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

/** Accepts a delivery: when this returns, the delivery is done or will be. */
export type FanOut = (delivery: Delivery) => Promise<void>;
