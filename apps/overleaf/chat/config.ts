import { env, port } from '#shared/config/env';
import { mongoUrl } from '../addresses.ts';

export const config = env({
  CHAT_PORT: port(3010),
  MONGO_URL: mongoUrl(),
});
