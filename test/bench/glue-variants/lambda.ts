import { familyOf } from '#shared/glue/media-type';
import type { WebAction } from '#shared/glue/web-action';
import type { WebActionResult } from '#shared/glue/web-action-result';

/** A handler of AWS Lambda. */
export type Lambda = (event: object, context: object) => Promise<LambdaResponse>;

interface LambdaResponse {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}

/**
 * The smallest possible bridge from a web action to an adapter for AWS Lambda. It uses the newest event format, in which path and query
 * are texts, and the response body is in the form that OpenWhisk needs if the adapter uses `isBinary`.
 */
export function overLambda(handler: Lambda): WebAction {
  const context = {};
  return async (params) => {
    const { __ow_method = 'get', __ow_path: rawPath = '/', __ow_query: rawQueryString = '' } = params;
    const { __ow_headers = {}, __ow_body: body = '' } = params;
    const family = familyOf(__ow_headers['content-type']);
    const sourceIp = __ow_headers['x-forwarded-for'];
    const event = {
      version: '2.0',
      rawPath,
      rawQueryString,
      headers: { ...__ow_headers },
      body,
      isBase64Encoded: family !== 'text' && family !== '+json',
      requestContext: { http: { method: __ow_method.toUpperCase(), path: rawPath, sourceIp } },
    };
    const answer = await handler(event, context);
    const result: WebActionResult = {
      statusCode: answer.statusCode,
      headers: answer.headers,
      body: answer.body,
    };
    if (answer.cookies !== undefined) result.headers = { ...answer.headers, 'set-cookie': answer.cookies };
    // The platform would decode JSON that looks like base64.
    if (!answer.isBase64Encoded && /^[A-Za-z0-9+/]*={0,2}$/.test(answer.body)) {
      result.body = Buffer.from(answer.body).toString('base64');
    }
    return result;
  };
}

/** Whether OpenWhisk requires a body in base64. */
export function isBinary(headers: Record<string, unknown>): boolean {
  const family = familyOf(String(headers['content-type']));
  return family === 'binary' || family === 'none' || headers['content-encoding'] !== undefined;
}
