import { keepListener } from '#shared/thrift/keep-listener';
import { PostStorageService } from '../../social-network.ts';
import { postStorage } from '../service.ts';

// Instead of serverless.ts, to compare: `bypass` calls the handler without all this.
export const main = keepListener(PostStorageService, postStorage);
