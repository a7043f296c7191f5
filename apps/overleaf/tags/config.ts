import { env, port } from '#shared/config/env';
import { mongoUrl } from '../addresses.ts';

export const config = env({
  TAGS_PORT: port(3012),
  MONGO_URL: mongoUrl(),
});
