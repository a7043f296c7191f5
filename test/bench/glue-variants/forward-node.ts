import { Agent, request as httpRequest } from 'node:http';
import { type Adapt, listenOn, overCodec } from './variant.ts';

export const adapt: Adapt = async (listener) => {
  const port = await listenOn(listener);
  const agent = new Agent({ keepAlive: true });
  return overCodec(
    ({ method, url: path, headers, body }) =>
      new Promise((resolve, reject) => {
        const forwarded = httpRequest({ port, agent, method, path, headers }, (answer) => {
          const { statusCode: status = 502 } = answer;
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('end', () => resolve({ status, headers: answer.headers, body: Buffer.concat(chunks) }));
        });
        forwarded.once('error', reject);
        forwarded.end(body);
      }),
  );
};
