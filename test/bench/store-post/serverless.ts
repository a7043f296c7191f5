import { actionClient } from '#apps/social-network/clients';
import { PostStorageService } from '#apps/social-network/social-network';
import { injectRequest } from '#shared/glue/inject-request';
import { writer } from './writer.ts';

export const main = injectRequest(writer(actionClient(PostStorageService, 'social-network/post-storage')));
