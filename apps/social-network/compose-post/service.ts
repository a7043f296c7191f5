import type { Client } from '#shared/thrift/client';
import type {
  ComposePostService,
  HomeTimelineService,
  MediaService,
  PostStorageService,
  TextService,
  UniqueIdService,
  UserService,
  UserTimelineService,
} from '../social-network.ts';

/** The services that a post is made with. */
export interface Neighbours {
  uniqueId: Client<UniqueIdService>;
  user: Client<UserService>;
  media: Client<MediaService>;
  text: Client<TextService>;
  postStorage: Client<PostStorageService>;
  userTimeline: Client<UserTimelineService>;
  homeTimeline: Client<HomeTimelineService>;
}

/** Makes a post of its parts and delivers it. */
export function composePost(to: Neighbours): ComposePostService {
  return {
    async ComposePost({ req_id, username, user_id, text, media_ids, media_types, post_type }) {
      const parts = Promise.all([
        to.uniqueId.ComposeUniqueId({ req_id, post_type }),
        to.user.ComposeCreatorWithUserId({ req_id, user_id, username }),
        to.media.ComposeMedia({ req_id, media_types, media_ids }),
        to.text.ComposeText({ req_id, text }),
      ]);
      const timestamp = BigInt(Date.now());
      const [post_id, creator, media, written] = await parts;
      const post = { post_id, creator, req_id, ...written, media, timestamp, post_type };
      // First, so that no timeline names a post that cannot be read.
      await to.postStorage.StorePost({ req_id, post });
      const user_mentions_id = written.user_mentions.map((mention) => mention.user_id);
      await Promise.all([
        to.userTimeline.WriteUserTimeline({ req_id, post_id, user_id, timestamp }),
        to.homeTimeline.WriteHomeTimeline({ req_id, post_id, user_id, timestamp, user_mentions_id }),
      ]);
    },
  };
}
