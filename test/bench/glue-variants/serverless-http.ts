import serverless from 'serverless-http';
import { isBinary, type Lambda, overLambda } from './lambda.ts';
import type { Adapt } from './variant.ts';

export const adapt: Adapt = (listener) =>
  overLambda(serverless(listener as never, { binary: isBinary }) as unknown as Lambda);
