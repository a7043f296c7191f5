import { randomBytes } from 'node:crypto';
import { type Post, PostType } from '#apps/social-network/social-network';

/** A random id like those of UniqueId. */
export const randomId = (): bigint => randomBytes(8).readBigUInt64BE() >> 2n;

/** Random hexadecimal digits, for texts and URLs. */
export const letters = (length: number): string => randomBytes(length).toString('hex').slice(0, length);

/** A finished post with the size of the original's load script: 256 characters, mentions, URLs and media. */
export const randomPost = (): Post => ({
  post_id: randomId(),
  creator: { user_id: randomId(), username: `username_${randomId()}` },
  req_id: randomId(),
  text: letters(256),
  user_mentions: [1, 2, 3].map(() => ({ user_id: randomId(), username: `username_${randomId()}` })),
  media: [1, 2].map(() => ({ media_id: randomId(), media_type: 'png' })),
  urls: [1, 2, 3].map(() => ({
    shortened_url: `http://short-url/${letters(10)}`,
    expanded_url: `http://${letters(57)}`,
  })),
  timestamp: BigInt(Date.now()),
  post_type: PostType.POST,
});
