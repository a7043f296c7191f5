import { env, port } from '#shared/config/env';
import { jwtSecret } from '../tokens.ts';

export const config = env({
  CHAT_PORT: port(8787),
  /** Checks the tokens; auth and gateway must have the same. */
  JWT_SECRET: jwtSecret(),
});
