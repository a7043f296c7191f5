/** The error of a request that the platform refuses, with the status of the response. */
export class Refusal extends Error {
  readonly status: number;
  /** Whether the response has CORS headers. OpenWhisk sends none when it rejects a request before it handles it. */
  readonly cors: boolean;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, cors = true, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.cors = cors;
    this.headers = headers;
  }
}

/** 400 for a well-formed request that asks for something impossible. */
export const badRequest = (text: string): Refusal => new Refusal(400, text);

/** 400 for a body, query parameter or name that cannot be parsed. */
export const malformed = (text: string): Refusal => new Refusal(400, text, false);

/** 404 for an entity that does not exist. */
export const notFound = (name: string): Refusal => new Refusal(404, `There is no ${name} here.`);

/** 404 for a path without a route. */
export const noRoute = (path: string): Refusal => new Refusal(404, `Nothing is served at ${path}.`, false);

/** 403 for a resource that the caller may not access. */
export const forbidden = (name: string): Refusal =>
  new Refusal(403, `These credentials do not give access to '${name}'.`);

/** 409 for a name that another entity already has. */
export const conflict = (text: string): Refusal => new Refusal(409, text);

/** 413 for a value that is larger than allowed; sizes in bytes. */
export const tooLarge = (what: string, size: number, limit: number, cors = true): Refusal =>
  new Refusal(413, `The ${what} is larger than allowed: ${size} > ${limit} bytes.`, cors);

/** 415 for a body whose content type is not supported. */
export const unsupportedType = (type: string): Refusal =>
  new Refusal(415, `Content-Type '${type}' is not supported; send application/json.`, false);

/** 401 for missing credentials (`given` is false) or wrong ones. */
export const unauthorised = (given: boolean): Refusal =>
  new Refusal(
    401,
    given
      ? 'These credentials are not valid.'
      : 'This resource needs credentials: send an Authorization header, Basic UUID:KEY.',
    false,
    { 'WWW-Authenticate': 'Basic realm="OpenWhisk secure realm",charset=UTF-8' },
  );

/** 429 when a rate or concurrency limit is reached. */
export const tooMany = (text: string): Refusal => new Refusal(429, text);
