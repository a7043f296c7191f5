// The entry of the package openwhisk-glue (wsk/pack/pack.ts).
export { bypassListener, type Handler, respond } from '#shared/glue/bypass-listener';
export type { GlueRequest, GlueResponse, WebActionParams } from '#shared/glue/codec';
export { injectRequest } from '#shared/glue/inject-request';
export { keepListener } from '#shared/glue/keep-listener';
export type { Service, WebAction } from '#shared/glue/web-action';
export type { WebActionResult } from '#shared/glue/web-action-result';
