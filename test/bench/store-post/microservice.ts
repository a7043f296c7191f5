import type { AddressInfo } from 'node:net';
import { thriftClient } from '#apps/social-network/clients';
import { PostStorageService } from '#apps/social-network/social-network';
import { listen } from '#shared/glue/listen';
import { writer } from './writer.ts';

const [url = ''] = process.argv.slice(2);
const server = await listen(writer(thriftClient(PostStorageService, url)), 0);
process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`);
