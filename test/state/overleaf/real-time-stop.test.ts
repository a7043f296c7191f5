// How a process of real-time ends when it is told to.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { env } from 'node:process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '#compose/local/ports';
import { redisNumber } from '#shared/app/needs';
import { eventually } from '#test/harness/eventually';
import { newId } from '#test/overleaf/editing';
import { connectRaw, named } from '#test/overleaf/raw-socket';
import { startWeb } from '#test/overleaf/real-time';

const skip = !env.REDIS_URL && 'needs Redis: npm test -- state';

describe('a process of real-time that is told to end', { skip }, () => {
  it('asks its editors to connect again, then disconnects them, and ends', async () => {
    const web = await startWeb();
    web.sessions.set('sid=ann', { user: null });
    const port = await freePort();
    const child = fork(fileURLToPath(import.meta.resolve('#apps/overleaf/real-time/microservice')), {
      env: {
        ...env,
        LOG_LEVEL: 'silent',
        REAL_TIME_PORT: String(port),
        REDIS_URL: `${env.REDIS_URL}/${redisNumber(7, 'microservice')}`,
        WEB_URL: web.url,
        WEB_API_PASSWORD: 'password',
        DOCUMENT_UPDATER_URL: web.url,
      },
    });
    const ended = once(child, 'exit');
    await once(child, 'message');
    const connect = () => connectRaw(`http://127.0.0.1:${port}`, { cookie: 'sid=ann', projectId: newId() });
    const sockets = [await connect(), await connect()];
    await eventually(() => {
      for (const socket of sockets) assert.equal(named(socket, 'joinProjectResponse').length, 1);
    });
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
    for (const { received } of sockets)
      assert.deepEqual(received.slice(1), [
        { name: 'reconnectGracefully', args: [] },
        { frame: 'disconnect' },
        '<connection closed>',
      ]);
    await web.close();
  });
});
