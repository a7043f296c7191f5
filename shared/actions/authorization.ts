/** The Authorization header for a key, the `UUID:KEY` of a namespace. */
export const authorizationOf = (key: string): string => `Basic ${Buffer.from(key).toString('base64')}`;
