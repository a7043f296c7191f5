import type { AddressInfo } from 'node:net';
import { listen } from '#shared/glue/listen';
import { caller } from './caller.ts';
import { items } from './items.ts';

// This file runs one of two services; the argument chooses it.
const server = await listen(process.argv[2] === 'caller' ? caller : items, 0);
process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`);
