import { once } from 'node:events';
import { Agent, createServer, request as httpRequest, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  decodeRequest,
  encodeResponse,
  type GlueRequest,
  type GlueResponse,
  type WebActionParams,
  type WebActionResult,
} from '#shared/glue/codec';
import { familyOf } from '#shared/glue/media-type';

/** What an adapter makes of a listener: a raw web action. */
export type Action = (params: WebActionParams) => Promise<WebActionResult>;

/** An adapter: loads itself and puts itself around a listener. */
export type Variant = (listener: RequestListener) => Promise<Action>;

/** The adapters that are compared, ours first; `direct HTTP` is what a microservice's client does, without a codec. */
export const variants: Record<string, Variant> = {
  injectRequest: async (listener) => (await import('#shared/glue/inject-request')).injectRequest(listener),
  keepListener: async (listener) => (await import('#shared/glue/keep-listener')).keepListener(listener),
  'serverless-http': async (listener) => {
    const { default: serverless } = await import('serverless-http');
    return overLambda(serverless(listener as never, { binary: isBinary }) as Lambda);
  },
  '@codegenie/serverless-express': async (listener) => {
    const { configure } = await import('@codegenie/serverless-express');
    const binarySettings = {
      isBinary: ({ headers }: { headers: Record<string, string> }) => isBinary(headers),
    };
    const handler = configure({ app: listener, binarySettings } as never);
    return overLambda(handler as unknown as Lambda);
  },
  'light-my-request': async (listener) => {
    const { default: inject } = await import('light-my-request');
    return overCodec(async ({ method, url, headers, body }) => {
      const payload = body.length > 0 ? { payload: body } : {};
      const answer = await inject(listener as never, { method: method as 'GET', url, headers, ...payload });
      return { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload };
    });
  },
  'forward: node:http': async (listener) => {
    const port = await listenOn(listener);
    const agent = new Agent({ keepAlive: true });
    return overCodec(
      ({ method, url: path, headers, body }) =>
        new Promise<GlueResponse>((resolve, reject) => {
          const forwarded = httpRequest({ port, agent, method, path, headers }, (answer) => {
            const chunks: Buffer[] = [];
            answer.on('data', (chunk: Buffer) => chunks.push(chunk));
            answer.once('end', () =>
              resolve({
                status: answer.statusCode ?? 502,
                headers: answer.headers,
                body: Buffer.concat(chunks),
              }),
            );
          });
          forwarded.once('error', reject);
          forwarded.end(body);
        }),
    );
  },
  'forward: undici': async (listener) => overCodec(await undiciCall(listener)),
  'direct HTTP': async (listener) => {
    const call = await undiciCall(listener);
    // The requests are the same objects each time, so reading them once is fair to a client without a codec.
    const known = new Map<WebActionParams, GlueRequest>();
    return async (params) => {
      const request = known.get(params) ?? decodeRequest(params);
      known.set(params, request);
      const { status, body } = await call(request);
      return { statusCode: status, headers: {}, body: body as unknown as string };
    };
  },
};

const overCodec =
  (call: (request: GlueRequest) => Promise<GlueResponse>): Action =>
  async (params) => {
    const request = decodeRequest(params);
    return encodeResponse(await call(request), request);
  };

async function undiciCall(listener: RequestListener) {
  const { Pool } = await import('undici');
  const pool = new Pool(`http://127.0.0.1:${await listenOn(listener)}`);
  return async ({ method, url: path, headers, body }: GlueRequest): Promise<GlueResponse> => {
    const answer = await pool.request({ method, path, headers, body: body.length > 0 ? body : null });
    const content = Buffer.from(await answer.body.arrayBuffer());
    return { status: answer.statusCode, headers: answer.headers, body: content };
  };
}

async function listenOn(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

interface LambdaAnswer {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}
type Lambda = (event: object, context: object) => Promise<LambdaAnswer>;

/**
 * The thinnest possible way from a web action to an adapter for AWS: its newest event, whose path and query are texts
 * as ours are, and its answer, whose body is in the form that OpenWhisk needs when `isBinary` has said so.
 */
function overLambda(handler: Lambda): Action {
  const context = {};
  return async (params) => {
    const {
      __ow_method = 'get',
      __ow_path = '/',
      __ow_query = '',
      __ow_headers = {},
      __ow_body = '',
    } = params;
    const event = {
      version: '2.0',
      rawPath: __ow_path,
      rawQueryString: __ow_query,
      headers: { ...__ow_headers },
      body: __ow_body,
      isBase64Encoded: !isTextIn(__ow_headers['content-type']),
      requestContext: {
        http: {
          method: __ow_method.toUpperCase(),
          path: __ow_path,
          sourceIp: __ow_headers['x-forwarded-for'],
        },
      },
    };
    const { statusCode, headers, cookies, body, isBase64Encoded } = await handler(event, context);
    const result: WebActionResult = { statusCode, headers, body };
    if (cookies !== undefined) result.headers = { ...headers, 'set-cookie': cookies };
    // JSON that looks like base64 would be decoded by the platform.
    if (!isBase64Encoded && /^[A-Za-z0-9+/]*={0,2}$/.test(body)) {
      result.body = Buffer.from(body).toString('base64');
    }
    return result;
  };
}

const isTextIn = (type: string | undefined): boolean => ['text', '+json'].includes(familyOf(type));
const isBinary = (headers: Record<string, unknown>): boolean =>
  ['binary', 'none'].includes(familyOf(String(headers['content-type']))) ||
  headers['content-encoding'] !== undefined;
