import { postStorage } from '#apps/social-network/post-storage/service';
import { PostStorageService } from '#apps/social-network/social-network';
import { passthrough } from '#shared/thrift/passthrough';

// Instead of serverless.ts, to compare: `bypass` calls the handler without all this.
export const main = passthrough(PostStorageService, postStorage);
