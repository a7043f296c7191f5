import type { WebActionParams } from '#shared/glue/codec';
import type { WebActionResult } from '#shared/glue/web-action-result';

const { OWN, SECRET = 'unseen', PATH } = process.env;

/** A raw web action that returns the request and variables of its environment. */
export function main({ __ow_method, __ow_path, __ow_query }: WebActionParams): WebActionResult {
  console.log(`asked for ${__ow_path}`);
  const sees = { OWN, SECRET, hasPath: PATH !== undefined };
  return {
    statusCode: 201,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ asked: [__ow_method, __ow_path, __ow_query], in: process.pid, sees }),
  };
}
