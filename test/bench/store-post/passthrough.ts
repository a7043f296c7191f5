import { postStorage } from '#apps/social-network/post-storage/service';
import { PostStorageService } from '#apps/social-network/social-network';
import { passthrough } from '#shared/thrift/passthrough';

// An alternative to serverless.ts for comparison; `bypass` calls the handler directly.
export const main = passthrough(PostStorageService, postStorage);
