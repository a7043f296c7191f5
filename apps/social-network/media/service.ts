import { failure } from '../errors.ts';
import { ErrorCode, type MediaService } from '../social-network.ts';

/** Puts the ids and types of uploaded files together. */
export const media: MediaService = {
  async ComposeMedia({ media_types: types, media_ids: ids }) {
    if (types.length !== ids.length) {
      const message = `${ids.length} media_ids and ${types.length} media_types do not belong together`;
      throw failure(ErrorCode.SE_THRIFT_HANDLER_ERROR, message);
    }
    return ids.map((media_id, index) => ({ media_id, media_type: types[index] ?? '' }));
  },
};
