import { baseUrl, env, port } from '#shared/config/env';
import { jwtSecret } from '../tokens.ts';

export const config = env({
  SERVICE_PORT: port(8081),
  /** Signs the tokens; auth and chat must have the same. */
  JWT_SECRET: jwtSecret(),
  PRODUCT_URL: baseUrl('http://product:8088'),
  POLICY_URL: baseUrl('http://policy:8086'),
  POLICY_SEARCH_URL: baseUrl('http://policy-search:8085'),
  PAYMENT_URL: baseUrl('http://payment:8084'),
  DOCUMENTS_URL: baseUrl('http://documents:8083'),
  DASHBOARD_URL: baseUrl('http://dashboard:8082'),
});
