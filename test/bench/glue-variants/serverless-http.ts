import serverless from 'serverless-http';
import { isBinary, type Lambda, overLambda } from './lambda.ts';
import type { Adapt } from './variant.ts';

// The types of the package describe Connect-style applications and AWS events only.
export const adapt: Adapt = (listener) =>
  overLambda(serverless(listener as never, { binary: isBinary }) as unknown as Lambda);
