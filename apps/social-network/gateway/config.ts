import * as z from 'zod';
import { baseUrl, env, port } from '#shared/config/env';
import { rpcUrl } from '../addresses.ts';

export const config = env({
  GATEWAY_PORT: port(8080),
  OTHER_FORM_URL: z.url('must be a URL').optional(),
  MEDIA_FRONTEND_URL: baseUrl('http://media-frontend:8080'),
  /** Signs the tokens; the user service must have the same. */
  TOKEN_SECRET: z.string().min(1, 'must not be empty'),
  /** `off` closes `/wrk2-api`, which takes everybody's word for who they are and is meant for load scripts. */
  WRK2_API: z.enum(['on', 'off']).default('on'),
  USER_URL: rpcUrl('user'),
  SOCIAL_GRAPH_URL: rpcUrl('social-graph'),
  COMPOSE_POST_URL: rpcUrl('compose-post'),
  HOME_TIMELINE_URL: rpcUrl('home-timeline'),
  USER_TIMELINE_URL: rpcUrl('user-timeline'),
});
