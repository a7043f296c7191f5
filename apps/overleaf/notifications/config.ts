import { env, port } from '#shared/config/env';
import { mongoUrl } from '../addresses.ts';

export const config = env({
  NOTIFICATIONS_PORT: port(3042),
  MONGO_URL: mongoUrl(),
});
