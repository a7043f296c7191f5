import { log } from '#shared/observe/log';
import { failure } from '../errors.ts';
import { ErrorCode, type PostStorageService } from '../social-network.ts';
import { findPosts, insertPost } from './posts.ts';

/** Keeps the posts. */
export const postStorage: PostStorageService = {
  StorePost: ({ post }) => insertPost(post),

  async ReadPost({ post_id }) {
    const post = (await findPosts([post_id])).get(post_id);
    if (post === undefined) throw failure(ErrorCode.SE_THRIFT_HANDLER_ERROR, `there is no post ${post_id}`);
    return post;
  },

  /** In the order of the ids; those that are not there are left out. Throws code 6 when an id comes twice. */
  async ReadPosts({ post_ids }) {
    if (new Set(post_ids).size < post_ids.length)
      throw failure(ErrorCode.SE_THRIFT_HANDLER_ERROR, 'an id comes twice in post_ids');
    if (post_ids.length === 0) return [];
    const posts = await findPosts(post_ids);
    const missing = post_ids.filter((id) => !posts.has(id));
    if (missing.length > 0) log.warn({ missing: missing.map(String) }, 'posts of a timeline are not there');
    return post_ids.flatMap((id) => posts.get(id) ?? []);
  },
};
