// A front door that answers with the name of the copy that started it, and the process that answers.
import { listen } from '#shared/glue/listen';

const text = JSON.stringify({ copy: process.env.COPY, pid: process.pid });
await listen((_request, response) => void response.setHeader('connection', 'close').end(text), 0);
