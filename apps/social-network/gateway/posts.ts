import type { Post } from '../social-network.ts';

/** Posts as JSON: ids and times as texts, which lose no digit; `post_type` is a number. */
export const postsJson = (posts: Post[]): string =>
  JSON.stringify(posts, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
