import type { RequestListener } from 'node:http';
import { Pool } from 'undici';
import type { GlueRequest, GlueResponse } from '#shared/glue/codec';
import { type Adapt, listenOn, overCodec } from './variant.ts';

/** A client that calls a listener over loopback. */
export async function undiciCall(listener: RequestListener) {
  const pool = new Pool(`http://127.0.0.1:${await listenOn(listener)}`);
  return async ({ method, url: path, headers, body }: GlueRequest): Promise<GlueResponse> => {
    const answer = await pool.request({ method, path, headers, body: body.length > 0 ? body : null });
    const content = Buffer.from(await answer.body.arrayBuffer());
    return { status: answer.statusCode, headers: answer.headers, body: content };
  };
}

export const adapt: Adapt = async (listener) => overCodec(await undiciCall(listener));
