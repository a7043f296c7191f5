import { thriftServer } from './thrift-hop.js';

process.stdout.write(`ready ${await thriftServer()}\n`);
