import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import {
  decodeRequest,
  encodeResponse,
  type GlueRequest,
  type GlueResponse,
  type WebActionParams,
  type WebActionResult,
} from './codec.ts';

/**
 * Makes a web action of an HTTP service without a socket: each activation becomes a request object that is handed
 * to `listener` as Node's server would. The service stays as it is.
 */
export function injectRequest(listener: RequestListener) {
  return async (params: WebActionParams): Promise<WebActionResult> => {
    const request = decodeRequest(params);
    return encodeResponse(await inject(listener, request), request);
  };
}

function inject(
  listener: RequestListener,
  { method, url, headers, body }: GlueRequest,
): Promise<GlueResponse> {
  return new Promise((resolve, reject) => {
    const socket = new Socket();
    Object.defineProperty(socket, 'remoteAddress', { value: clientAddress(headers) });
    const request = new IncomingMessage(socket);
    Object.assign(request, { method, url, headers, rawHeaders: Object.entries(headers).flat() });
    Object.assign(request, { httpVersion: '1.1', httpVersionMajor: 1, httpVersionMinor: 1, complete: true });
    if (body.length > 0) request.push(body);
    request.push(null);
    listener(request, collect(request, resolve, reject));
  });
}

/**
 * A response that gathers what is written. The overrides are properties of this one object, because frameworks
 * exchange the prototype of a response.
 */
function collect(
  request: IncomingMessage,
  resolve: (response: GlueResponse) => void,
  reject: (reason: Error) => void,
): ServerResponse<IncomingMessage> & { req: IncomingMessage } {
  const response = new ServerResponse(request);
  const writeHead = response.writeHead.bind(response);
  const chunks: Buffer[] = [];

  const keep = (chunk: unknown, encoding: unknown): void => {
    if (!response.headersSent) writeHead(response.statusCode);
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, isEncoding(encoding) ? encoding : 'utf8'));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const done = (args: unknown[]): void => {
    const callback = args.find((argument) => typeof argument === 'function');
    if (callback !== undefined) process.nextTick(callback as () => void);
  };

  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      const headers = rest.find((argument) => typeof argument === 'object' && argument !== null);
      for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
      return writeHead(status);
    },
    write(chunk: unknown, ...rest: unknown[]) {
      keep(chunk, rest[0]);
      done(rest);
      return true;
    },
    end(...args: unknown[]) {
      if (response.finished) return response;
      keep(args[0], args[1]);
      response.finished = true;
      done(args);
      process.nextTick(() => {
        response.emit('finish');
        response.emit('close');
        resolve({ status: response.statusCode, headers: response.getHeaders(), body: Buffer.concat(chunks) });
      });
      return response;
    },
    destroy(error?: Error) {
      response.destroyed = true;
      response.emit('close');
      reject(error ?? new Error('the service gave up the connection'));
      return response;
    },
  });
  return response as ServerResponse<IncomingMessage> & { req: IncomingMessage };
}

const isEncoding = (value: unknown): value is BufferEncoding =>
  typeof value === 'string' && Buffer.isEncoding(value);

const clientAddress = (headers: Record<string, string>): string =>
  headers['x-forwarded-for']?.split(',')[0]?.trim() || '127.0.0.1';
