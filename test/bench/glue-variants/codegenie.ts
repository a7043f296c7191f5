import { configure } from '@codegenie/serverless-express';
import { isBinary, type Lambda, overLambda } from './lambda.ts';
import type { Adapt } from './variant.ts';

const binarySettings = { isBinary: ({ headers }: { headers: Record<string, string> }) => isBinary(headers) };

// The types of the package describe the events of AWS only.
export const adapt: Adapt = (app) =>
  overLambda(configure({ app, binarySettings } as never) as unknown as Lambda);
