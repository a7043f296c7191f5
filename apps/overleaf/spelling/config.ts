import { env, port } from '#shared/config/env';
import { mongoUrl } from '../addresses.ts';

export const config = env({
  SPELLING_PORT: port(3005),
  MONGO_URL: mongoUrl(),
});
