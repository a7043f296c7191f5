import { thriftActionClient } from '#apps/social-network/clients';
import { PostStorageService } from '#apps/social-network/social-network';
import { env, serviceUrl } from '#shared/config/env';
import { injectRequest } from '#shared/glue/inject-request';
import { writer } from './writer.ts';

const { POST_STORAGE_URL } = env({ POST_STORAGE_URL: serviceUrl() });

export const main = injectRequest(writer(thriftActionClient(PostStorageService, POST_STORAGE_URL)));
