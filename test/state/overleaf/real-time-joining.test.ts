// Who is let in by real-time, in both forms and over both transports, with a stand-in of web.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forms } from '#shared/app/addresses';
import { eventually } from '#test/harness/eventually';
import { cookies, editingIn, newId } from '#test/overleaf/editing';
import { joining } from '#test/overleaf/joining';
import { named, type RawSocket, type Received } from '#test/overleaf/raw-socket';

const skip = !process.env.REDIS_URL && 'needs Redis: npm test -- state';
const transports = ['websocket', 'xhr-polling'] as const;

const rejected = (message: string, code?: string): Received[] => [
  { name: 'connectionRejected', args: [code === undefined ? { message } : { message, code }] },
  { frame: 'disconnect' },
  '<connection closed>',
];

for (const form of forms)
  for (const transport of transports)
    describe(`joining in real-time, ${form}, ${transport}`, { skip }, () => {
      const current = editingIn(form);
      const { join, letJoin } = joining(current, transport);
      const received = (socket: RawSocket, expected: Received[]): Promise<void> =>
        eventually(() => assert.deepEqual(socket.received, expected));

      describe('lets in', () => {
        it('with the project in the handshake: the first event is the answer to joining', async () => {
          letJoin('owner');
          const { project } = current().newDoc('');
          const socket = await join(project);
          const [[answer] = []] = named(socket, 'joinProjectResponse');
          const { publicId, ...rest } = answer as { publicId: string };
          assert.match(publicId, /^P\./);
          assert.deepEqual(rest, {
            project: { _id: project },
            permissionsLevel: 'owner',
            protocolVersion: 2,
          });
          assert.deepEqual(named(socket, 'connectionAccepted'), []);
          // Clients that know both ways ask once more.
          const again = await socket.emit('joinProject', { project_id: project });
          assert.deepEqual(again, [null, { _id: project }, 'owner', 2]);
        });

        it('without it, by an event, which may come before the connection is accepted', async () => {
          letJoin('readOnly');
          const { project } = current().newDoc('');
          const socket = await current().raw(0, { transport });
          const answer = await socket.emit('joinProject', { project_id: project });
          assert.deepEqual(answer, [null, { _id: project }, 'readOnly', 2]);
          const [[error, publicId] = []] = named(socket, 'connectionAccepted');
          assert.equal(error, null);
          assert.match(String(publicId), /^P\./);
        });

        it('anonymous visitors by the token of a link, of the session or of the event', async () => {
          const { project } = current().newDoc('');
          const seen: unknown[] = [];
          current().web.join = (_id, user, token) => {
            seen.push([user, token]);
            return { project: { _id }, privilegeLevel: 'readOnly' };
          };
          current().web.sessions.set('sid=link', {
            user: null,
            anonymousTokens: { [project]: 'from-session' },
          });
          await join(project, { cookie: 'sid=link' });
          const socket = await current().raw(0, { transport, cookie: cookies.nobody });
          await socket.emit('joinProject', { project_id: project, anonymousAccessToken: 'from-event' });
          assert.deepEqual(seen, [
            ['anonymous-user', 'from-session'],
            ['anonymous-user', 'from-event'],
          ]);
        });
      });

      describe('rejects', () => {
        it('whoever has no session', async () => {
          for (const cookie of [null, 'sid=unknown'])
            await received(
              await current().raw(0, { transport, cookie, projectId: newId() }),
              rejected('invalid session'),
            );
        });

        it('whoever may not open the project, or names none', async () => {
          for (const projectId of ['x', 'undefined', 'A'.repeat(24)])
            await received(await current().raw(0, { transport, projectId }), rejected('not authorized'));
          for (const [status, message, code] of [
            [403, 'not authorized', undefined],
            [404, 'project not found', 'ProjectNotFound'],
            [429, 'rate-limit hit when joining project', 'TooManyRequests'],
          ] as const) {
            current().web.join = () => status;
            await received(
              await current().raw(0, { transport, projectId: newId() }),
              rejected(message, code),
            );
          }
        });

        it('everybody for now while web is away', async () => {
          current().web.join = () => 503;
          await received(await current().raw(0, { transport, projectId: newId() }), rejected('retry'));
        });
      });

      it('asks editors to connect again, some at a time', async () => {
        letJoin('owner');
        const socket = await join(newId());
        const authorization = `Basic ${Buffer.from('sharelatex:password').toString('base64')}`;
        const url = `${current().realTimes[0].url}/drain`;
        assert.equal((await fetch(`${url}?rate=10`, { method: 'POST' })).status, 401);
        assert.equal(
          (await fetch(`${url}?rate=x`, { method: 'POST', headers: { authorization } })).status,
          400,
        );
        assert.equal(
          (await fetch(`${url}?rate=10`, { method: 'POST', headers: { authorization } })).status,
          204,
        );
        await eventually(() => assert.equal(named(socket, 'reconnectGracefully').length, 1));
      });
    });
