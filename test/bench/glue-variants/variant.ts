import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeRequest, encodeResponse, type GlueRequest, type GlueResponse } from '#shared/glue/codec';
import type { WebAction } from '#shared/glue/web-action';

/** The function that each file here exports: it wraps a listener in an adapter. */
export type Adapt = (listener: RequestListener) => WebAction | Promise<WebAction>;

/** Wraps an adapter for plain HTTP in our codec. */
export const overCodec =
  (call: (request: GlueRequest) => Promise<GlueResponse>): WebAction =>
  async (params) => {
    const request = decodeRequest(params);
    return encodeResponse(await call(request), request);
  };

/** Serves a listener on loopback and returns the port. */
export async function listenOn(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
