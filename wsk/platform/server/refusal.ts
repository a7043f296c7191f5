/** A request the platform refuses: status, text, and whether it was understood well enough to carry CORS headers. */
export class Refusal extends Error {
  readonly status: number;
  readonly cors: boolean;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, cors = true, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.cors = cors;
    this.headers = headers;
  }
}

/** When a request is well formed but asks for something that cannot be. */
export const badRequest = (text: string): Refusal => new Refusal(400, text);

/** When a body, query parameter or name cannot be read. */
export const malformed = (text: string): Refusal => new Refusal(400, text, false);

/** When there is no such entity. */
export const notFound = (name: string): Refusal => new Refusal(404, `There is no ${name} here.`);

/** When no route fits the path. */
export const noRoute = (path: string): Refusal => new Refusal(404, `Nothing is served at ${path}.`, false);

/** When the caller may not touch the resource. */
export const forbidden = (name: string): Refusal =>
  new Refusal(403, `These credentials do not give access to '${name}'.`);

/** When an entity is there already, or is of another collection. */
export const conflict = (text: string): Refusal => new Refusal(409, text);

/** When something is larger than allowed; sizes in bytes. */
export const tooLarge = (what: string, size: number, limit: number, cors = true): Refusal =>
  new Refusal(413, `The ${what} is larger than allowed: ${size} > ${limit} bytes.`, cors);

/** When the body's type is not the one expected. */
export const unsupportedType = (type: string): Refusal =>
  new Refusal(415, `Content-Type '${type}' is not supported; send application/json.`, false);

/** When credentials are missing (`given` false) or wrong. */
export const unauthorised = (given: boolean): Refusal =>
  new Refusal(
    401,
    given
      ? 'These credentials are not valid.'
      : 'This resource needs credentials: send an Authorization header, Basic UUID:KEY.',
    false,
    { 'WWW-Authenticate': 'Basic realm="OpenWhisk secure realm",charset=UTF-8' },
  );

/** When a rate or concurrency limit is reached. */
export const tooMany = (text: string): Refusal => new Refusal(429, text);
