import { keepThriftServer } from '#shared/thrift/keep-server';
import { PostStorageService } from '../../social-network.ts';
import { postStorage } from '../service.ts';

// Instead of serverless.ts, to compare: `bypass` calls the handler without all this.
export const main = keepThriftServer(PostStorageService, postStorage);
