import type { Express } from 'express';
import type { PostStorageService } from '#apps/social-network/social-network';
import { errorHandler, service } from '#shared/http/service';
import type { Client } from '#shared/thrift/client';
import { type Made, timed, traceparentOf } from '../timed.ts';
import { randomId, randomPost } from './post.ts';

/** Stores a post under a trace of its own. */
export const storePost = (storage: Client<PostStorageService>): Promise<Made> => {
  const post = randomPost();
  return timed((trace) =>
    storage.StorePost({
      req_id: randomId(),
      post,
      carrier: new Map([['traceparent', traceparentOf(trace)]]),
    }),
  );
};

/** A neighbour of PostStorage, as ComposePost is: stores `count` posts, one after the other, and answers how each went. */
export function writer(storage: Client<PostStorageService>): Express {
  const app = service('writer');
  app.post('/posts', async ({ body }: { body: { count: number } }, response) => {
    const made: Made[] = [];
    for (let i = 0; i < body.count; i += 1) made.push(await storePost(storage));
    response.json(made);
  });
  app.use(errorHandler());
  return app;
}
