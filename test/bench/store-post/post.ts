import { randomBytes } from 'node:crypto';
import { type Post, PostType } from '#apps/social-network/social-network';

/** A random id of the kind that UniqueId makes. */
export const randomId = (): bigint => randomBytes(8).readBigUInt64BE() >> 2n;

/** So many random hexadecimal digits, as text of posts and addresses. */
export const letters = (length: number): string => randomBytes(length).toString('hex').slice(0, length);

/** A finished post of the size that the original's script makes: 256 characters, mentions, addresses and files. */
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
