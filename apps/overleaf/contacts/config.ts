import { env, port } from '#shared/config/env';
import { mongoUrl } from '../addresses.ts';

export const config = env({
  CONTACTS_PORT: port(3036),
  MONGO_URL: mongoUrl(),
});
