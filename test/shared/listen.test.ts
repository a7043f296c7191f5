import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { it } from 'node:test';
import { freePort } from '#compose/local/ports';

it('a process ends after the requests in hand, though their clients keep the connections open', async () => {
  const port = await freePort();
  const child = fork(join(import.meta.dirname, 'slow-server.ts'), [String(port)]);
  const ended = once(child, 'exit');
  await once(child, 'message');
  const agent = new Agent({ keepAlive: true });
  const asked = once(child, 'message');
  const answered = once(request({ port, agent }).end(), 'response');
  await asked;
  child.kill('SIGTERM');
  const [response] = await answered;
  response.resume();
  assert.equal(response.statusCode, 200);
  assert.deepEqual(await ended, [0, null]);
  agent.destroy();
});
