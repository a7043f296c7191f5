import { env, port } from '#shared/config/env';

export const config = env({ THRIFT_PORT: port(9090) });
