import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeRequest, encodeResponse, type GlueRequest, type GlueResponse } from '#shared/glue/codec';
import type { WebAction } from '#shared/glue/web-action';

/** What each file here exports: puts an adapter around a listener. */
export type Adapt = (listener: RequestListener) => WebAction | Promise<WebAction>;

/** An adapter that knows HTTP only, with our codec around it. */
export const overCodec =
  (call: (request: GlueRequest) => Promise<GlueResponse>): WebAction =>
  async (params) => {
    const request = decodeRequest(params);
    return encodeResponse(await call(request), request);
  };

/** Serves a listener on loopback and answers the port. */
export async function listenOn(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
