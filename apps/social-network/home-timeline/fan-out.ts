/** A post on its way into home timelines. */
export interface Delivery {
  req_id: bigint;
  post_id: bigint;
  user_id: bigint;
  /** Milliseconds since 1970. */
  timestamp: bigint;
  user_mentions_id: bigint[];
}

/** Puts a post into the timelines of all who are to see it; when it is made again nothing more happens. */
export type Deliver = (delivery: Delivery) => Promise<void>;

/** Takes a delivery over: when this returns it will be made. */
export type FanOut = (delivery: Delivery) => Promise<void>;
