import type { Express } from 'express';
import type { PostStorageService } from '#apps/social-network/social-network';
import { errorHandler, service } from '#shared/http/service';
import type { Client } from '#shared/thrift/client';
import { type Measurement, timed, traceparentOf } from '../timed.ts';
import { randomId, randomPost } from './post.ts';

/** Stores a random post and measures the call. */
export const measureStorePost = (storage: Client<PostStorageService>): Promise<Measurement> => {
  const post = randomPost();
  return timed((trace) =>
    storage.StorePost({
      req_id: randomId(),
      post,
      carrier: new Map([['traceparent', traceparentOf(trace)]]),
    }),
  );
};

/** A service that calls PostStorage, as ComposePost does: it stores a post and returns the measurement. */
export function writer(storage: Client<PostStorageService>): Express {
  const app = service('writer');
  app.post('/posts', async (_request, response) => {
    response.json(await measureStorePost(storage));
  });
  app.use(errorHandler());
  return app;
}
