// A server that tells its parent of a request, and answers it when the process has been told to end.
import { once } from 'node:events';
import { listen } from '#shared/glue/listen';

await listen(async (_request, response) => {
  process.send?.('asked');
  await once(process, 'SIGTERM');
  response.end('answered');
}, Number(process.argv[2]));
