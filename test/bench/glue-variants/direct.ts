import { decodeRequest, type GlueRequest, type WebActionParams } from '#shared/glue/codec';
import { undiciCall } from './forward-undici.ts';
import type { Adapt } from './variant.ts';

/** A client of a microservice, without an action and a codec. Each request is decoded once and sent repeatedly. */
export const adapt: Adapt = async (listener) => {
  const call = await undiciCall(listener);
  const known = new Map<WebActionParams, GlueRequest>();
  return async (params) => {
    const request = known.get(params) ?? decodeRequest(params);
    known.set(params, request);
    return { statusCode: (await call(request)).status, headers: {} };
  };
};
