import { injectRequest } from '#shared/glue/inject-request';

/** The action that prewarmed processes run once (wsk/runtime/warm-up.ts): a small HTTP service, as most actions are. */
export const main = injectRequest((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.statusCode = 200;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ length: Buffer.concat(chunks).length }));
  });
});
