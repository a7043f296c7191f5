import type { Client } from '#shared/thrift/client';
import type { PostStorageService, UserTimelineService } from '../social-network.ts';
import { addEntry, idsBetween } from './timelines.ts';

/** What a user has posted. */
export function userTimeline(postStorage: Client<PostStorageService>): UserTimelineService {
  return {
    WriteUserTimeline: ({ user_id, post_id, timestamp }) => addEntry(user_id, { post_id, timestamp }),

    async ReadUserTimeline({ req_id, user_id, start, stop }) {
      if (start < 0 || stop <= start) return [];
      return postStorage.ReadPosts({ req_id, post_ids: await idsBetween(user_id, start, stop) });
    },
  };
}
