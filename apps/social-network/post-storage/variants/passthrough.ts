import { passthrough } from '#shared/thrift/passthrough';
import { PostStorageService } from '../../social-network.ts';
import { postStorage } from '../service.ts';

// Instead of serverless.ts, to compare: `bypass` calls the handler without all this.
export const main = passthrough(PostStorageService, postStorage);
