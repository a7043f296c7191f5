// Real-time in both forms and over both transports, with document-updater, and a stand-in of web.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { flushQueue } from '#apps/overleaf/document-updater/keys';
import { forms } from '#shared/app/addresses';
import { eventually } from '#test/harness/eventually';
import { cookies, editingIn, newId } from '#test/overleaf/editing';
import { joining } from '#test/overleaf/joining';
import { named } from '#test/overleaf/raw-socket';

const skip = !process.env.REDIS_URL && 'needs Redis: npm test -- state';
const transports = ['websocket', 'xhr-polling'] as const;

/** Events with arguments that cannot be read. */
const malformed = (doc: string): [event: string, ...args: unknown[]][] => [
  ...[null, 5, '', 'x', [], {}, { project_id: {} }, { project_id: 'x' }].map((each): [string, unknown] => [
    'joinProject',
    each,
  ]),
  ...[null, 5, '', 'x', [], {}, true].map((each): [string, unknown] => ['joinDoc', each]),
  ...[null, '1', 0.5, -2, [], true].map((each): [string, ...unknown[]] => ['joinDoc', doc, each]),
  ['joinDoc', doc, 1, null],
  ['joinDoc', doc, 1, {}, 2],
  ...[null, 5, [], {}].map((each): [string, unknown] => ['leaveDoc', each]),
  ['leaveDoc'],
  ...[null, 5, 'x', [], {}].map((each): [string, unknown] => ['clientTracking.updatePosition', each]),
  ['clientTracking.updatePosition', { row: 'x', column: 0, doc_id: doc }],
  ['clientTracking.getConnectedUsers', null],
  ['applyOtUpdate'],
  ['applyOtUpdate', doc],
  ...[null, 5, 'x', [], {}, { v: 1 }, { v: 1, op: 'x' }, { v: 1, op: [null] }, { v: 1, op: [{ p: 0 }] }].map(
    (each): [string, ...unknown[]] => ['applyOtUpdate', doc, each],
  ),
  ['applyOtUpdate', doc, { v: 1, op: [{ p: 0, i: 'a\0b' }] }],
  ['applyOtUpdate', doc, { v: 1, op: [], meta: 5 }],
];

for (const form of forms)
  for (const transport of transports)
    describe(`real-time, ${form}, ${transport}`, { skip }, () => {
      const current = editingIn(form);

      const { join, letJoin } = joining(current, transport);

      describe('documents', () => {
        it('are opened packed, and their updates go to all editors, the author apart', async () => {
          letJoin('owner');
          const { project, doc } = current().newDoc('ž🙂');
          const [author, reader] = [await join(project), await join(project, { at: 1, cookie: cookies.bob })];
          for (const socket of [author, reader]) {
            const [error, lines, version, ops] = await socket.emit('joinDoc', doc, { encodeRanges: true });
            assert.deepEqual(
              [error, lines, version, ops],
              [null, [Buffer.from('ž🙂').toString('latin1')], 1, []],
            );
          }
          const update = {
            doc,
            op: [{ i: '日', p: 0 }],
            v: 1,
            meta: { source: 'forged', user_id: 'forged' },
          };
          assert.deepEqual(await author.emit('applyOtUpdate', doc, update), []);
          await eventually(() => assert.deepEqual(named(author, 'otUpdateApplied'), [[{ v: 1, doc }]]));
          await eventually(() => assert.equal(named(reader, 'otUpdateApplied').length, 1));
          const [[applied] = []] = named(reader, 'otUpdateApplied');
          const { op, v, meta } = applied as { op: unknown; v: number; meta: Record<string, unknown> };
          assert.deepEqual([op, v], [[{ i: '日', p: 0 }], 1]);
          const [[{ publicId }] = [{}]] = named(author, 'joinProjectResponse') as [[{ publicId?: string }]];
          assert.equal(meta.source, publicId);
          assert.notEqual(meta.user_id, 'forged');
          const [, , version, ops] = await reader.emit('joinDoc', doc, 1);
          assert.deepEqual([version, (ops as unknown[]).length], [2, 1]);
        });

        it('are changed by writers, commented by readers and closed to reviewers', async () => {
          const { project, doc } = current().newDoc('text');
          const comment = { doc, op: [{ c: 'text', p: 0, t: newId() }], v: 1 };
          letJoin('readOnly');
          const reader = await join(project);
          await reader.emit('joinDoc', doc);
          assert.deepEqual(await reader.emit('applyOtUpdate', doc, comment), []);
          const change = { doc, op: [...comment.op, { i: 'x', p: 0 }], v: 1 };
          assert.deepEqual(await reader.emit('applyOtUpdate', doc, change), [{ message: 'not authorized' }]);
          await eventually(() => assert.equal(reader.isOpen, false));
          const another = await join(project);
          await another.emit('joinDoc', doc);
          const nothing = { doc, op: [], v: 1 };
          assert.deepEqual(await another.emit('applyOtUpdate', doc, nothing), [
            { message: 'not authorized' },
          ]);
          letJoin('review');
          const reviewer = await join(project);
          assert.deepEqual(await reviewer.emit('joinDoc', doc), [{ message: 'not authorized' }]);
        });

        it('are not to be had from another project', async () => {
          letJoin('owner');
          const { project, doc } = current().newDoc('secret');
          await (await join(project)).emit('joinDoc', doc);
          const stranger = await join(newId());
          const [error] = await stranger.emit('joinDoc', doc);
          assert.deepEqual(error, { message: 'doc updater could not load requested ops' });
          const [refusal] = await stranger.emit('applyOtUpdate', doc, { doc, op: [{ i: 'x', p: 0 }], v: 1 });
          assert.deepEqual(refusal, { message: 'not authorized' });
        });

        it('of 2 MiB are opened and changed', async () => {
          letJoin('owner');
          const line = 'ž'.repeat(1023);
          const lines = Array.from({ length: 2040 }, () => line);
          const { project, doc } = current().newDoc(...lines);
          const socket = await join(project);
          const [error, opened] = await socket.emit('joinDoc', doc);
          assert.equal(error, null);
          assert.deepEqual(
            opened,
            lines.map((each) => Buffer.from(each).toString('latin1')),
          );
          assert.deepEqual(
            await socket.emit('applyOtUpdate', doc, { doc, op: [{ i: 'x', p: 0 }], v: 1 }),
            [],
          );
          await eventually(() => assert.deepEqual(named(socket, 'otUpdateApplied'), [[{ v: 1, doc }]]));
        });

        it('may still be changed after they were closed, by what was on its way', async () => {
          letJoin('owner');
          const { project, doc } = current().newDoc('text');
          const socket = await join(project);
          await socket.emit('joinDoc', doc);
          assert.deepEqual(await socket.emit('leaveDoc', doc), [null]);
          assert.deepEqual(
            await socket.emit('applyOtUpdate', doc, { doc, op: [{ i: 'x', p: 0 }], v: 1 }),
            [],
          );
          await current().updater.settled(doc);
          const [, lines] = await socket.emit('joinDoc', doc);
          assert.deepEqual(lines, ['xtext']);
        });
      });

      it('answers all malformed input, and goes on', async () => {
        letJoin('owner');
        const { project, doc } = current().newDoc('text');
        const socket = await join(project);
        await socket.emit('joinDoc', doc);
        for (const [event, ...args] of malformed(doc)) {
          const [error] = await socket.emit(event, ...args);
          assert.ok((error as { message?: string } | null)?.message, `${event} ${JSON.stringify(args)}`);
        }
        assert.deepEqual(await socket.emit('applyOtUpdate', doc, { doc, op: [{ i: 'x', p: 0 }], v: 1 }), []);
        await eventually(() => assert.deepEqual(named(socket, 'otUpdateApplied'), [[{ v: 1, doc }]]));
      });

      it('shows who is there, on all processes, and where their cursors are', async () => {
        letJoin('readOnly');
        const { project, doc } = current().newDoc('text');
        const ann = await join(project);
        const bob = await join(project, { at: 1, cookie: cookies.bob });
        await bob.emit('joinDoc', doc);
        const position = { row: 3, column: 4, doc_id: doc };
        assert.deepEqual(await bob.emit('clientTracking.updatePosition', position), []);
        await eventually(() => assert.equal(named(ann, 'clientTracking.clientUpdated').length, 1));
        const [[updated] = []] = named(ann, 'clientTracking.clientUpdated');
        const { id, user_id, ...rest } = updated as { id: string; user_id: string };
        assert.deepEqual(rest, { ...position, name: 'Bob Two', email: 'bob@example.org' });
        const [, users] = await ann.emit('clientTracking.getConnectedUsers');
        const shown = (users as { first_name: string; cursorData?: object }[]).map(
          ({ first_name, cursorData }) => [first_name, cursorData],
        );
        assert.deepEqual(shown.sort(), [
          ['Ann', undefined],
          ['Bob', position],
        ]);
        bob.close();
        await eventually(() => assert.deepEqual(named(ann, 'clientTracking.clientDisconnected'), [[id]]));
        const [, left] = await ann.emit('clientTracking.getConnectedUsers');
        assert.equal((left as unknown[]).length, 1);
      });

      it('asks web again when members change, and disconnects those who were removed', async () => {
        letJoin('owner');
        const { project, doc } = current().newDoc('text');
        const [ann, bob] = [await join(project), await join(project, { at: 1, cookie: cookies.bob })];
        for (const socket of [ann, bob]) await socket.emit('joinDoc', doc);
        const bobs = current().web.sessions.get(cookies.bob)?.user?._id;
        current().web.join = (_id, user) =>
          user === bobs ? 403 : { project: { _id }, privilegeLevel: 'readOnly' };
        const message = {
          room_id: project,
          message: 'project:membership:changed',
          payload: [{ members: true }],
        };
        await current().realTimes[0].redis.publish('editor-events', JSON.stringify(message));
        await eventually(() => assert.equal(bob.isOpen, false));
        const change = { doc, op: [{ i: 'x', p: 0 }], v: 1 };
        await eventually(async () => {
          assert.deepEqual(await ann.emit('applyOtUpdate', doc, change), [{ message: 'not authorized' }]);
        });
      });

      it('tells restricted editors nothing of the others', async () => {
        const { project } = current().newDoc('');
        letJoin('owner');
        const free = await join(project, { at: 1 });
        letJoin('readOnly', true);
        const restricted = await join(project);
        const { redis } = current().realTimes[0];
        const send = (message: string): Promise<number> =>
          redis.publish('editor-events', JSON.stringify({ room_id: project, message, payload: [1] }));
        for (const event of [
          'new-chat-message',
          'reciveNewDoc',
          'project:membership:changed',
          'removeEntity',
        ])
          await send(event);
        await eventually(() => assert.equal(named(free, 'removeEntity').length, 1));
        await eventually(() => assert.equal(named(restricted, 'removeEntity').length, 1));
        const names = restricted.received.flatMap((each) =>
          typeof each === 'object' && 'name' in each ? [each.name] : [],
        );
        assert.deepEqual(names, ['joinProjectResponse', 'reciveNewDoc', 'removeEntity']);
        assert.deepEqual(await restricted.emit('clientTracking.getConnectedUsers'), [null, []]);
      });

      it('tells a stranger nothing who opens a project as if it were a document', async () => {
        letJoin('owner');
        const { project } = current().newDoc('');
        const owner = await join(project, { at: 1 });
        const stranger = await join(newId());
        const { redis } = current().realTimes[0];
        const opening = stranger.emit('joinDoc', project);
        const event = { room_id: project, message: 'new-chat-message', payload: ['secret'] };
        await redis.publish('editor-events', JSON.stringify(event));
        await eventually(() => assert.equal(named(owner, 'new-chat-message').length, 1));
        await opening;
        assert.deepEqual(named(stranger, 'new-chat-message'), []);
      });

      it('ends what a member may do who was removed, also after odd requests', async () => {
        const { project } = current().newDoc('');
        letJoin('readAndWrite');
        const member = await join(project);
        await member.emit('joinDoc', project);
        current().web.join = () => 403;
        const { redis } = current().realTimes[0];
        const event = { room_id: project, message: 'userRemovedFromProject', payload: [] };
        await redis.publish('editor-events', JSON.stringify(event));
        await eventually(() => assert.equal(member.isOpen, false));
      });

      it('has a project put away when the last editor has left it', async () => {
        letJoin('owner');
        const { project } = current().newDoc('');
        const [first, last] = [await join(project), await join(project)];
        const { redis } = current().updater;
        first.close();
        await eventually(() => assert.equal(named(last, 'clientTracking.clientDisconnected').length, 1));
        assert.equal(await redis.zscore(flushQueue, project), null);
        last.close();
        await eventually(async () => assert.notEqual(await redis.zscore(flushQueue, project), null));
      });
    });
