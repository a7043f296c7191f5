import Negotiator from 'negotiator';

/** Whether an Accept header allows a content type; an absent or empty header allows every type. */
export const accepts = (accept: string | undefined, contentType: string): boolean =>
  !accept || accept === '*/*' || new Negotiator({ headers: { accept } }).mediaTypes([contentType]).length > 0;
