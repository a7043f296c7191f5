import { env, port } from '#shared/config/env';
import { mongoUrl } from '../addresses.ts';

export const config = env({ MEDIA_PORT: port(8080), MONGO_URL: mongoUrl('media') });
