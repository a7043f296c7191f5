import { env, port } from '#shared/config/env';
import { mongoUrl } from '../addresses.ts';

export const config = env({ THRIFT_PORT: port(9090), MONGO_URL: mongoUrl('url-shorten') });
