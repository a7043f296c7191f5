import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, ServiceException } from '#apps/social-network/social-network';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { clientsOf, newId, newPerson, noClients } from '#test/social-network/client';

describeForms(
  'social-network',
  'stores that fail',
  { skip: (deployed) => noControl || noClients(deployed) },
  (deployed) => {
    const network = clientsOf(deployed);
    const { socialGraph, userTimeline, userMention, user } = network;
    const req_id = newId();
    const calls = {
      mongodb: {
        code: ErrorCode.SE_MONGODB_ERROR,
        call: () => socialGraph.GetFollowers({ req_id, user_id: newId() }),
      },
      redis: {
        code: ErrorCode.SE_REDIS_ERROR,
        call: () => userTimeline.ReadUserTimeline({ req_id, user_id: newId(), start: 0, stop: 9 }),
      },
      memcached: {
        code: ErrorCode.SE_MEMCACHED_ERROR,
        call: () => userMention.ComposeUserMentions({ req_id, usernames: ['somebody'] }),
      },
    };

    for (const [name, { code, call }] of Object.entries(calls)) {
      describe(name, () => {
        for (const [how, undo] of [
          ['stop', 'start'],
          ['freeze', 'thaw'],
        ] as const) {
          it(`${how}: callers get the declared error, and all is well afterwards`, async () => {
            await call();
            await control[how](`component/${name}`);
            try {
              await assert.rejects(
                call(),
                (error) => error instanceof ServiceException && error.errorCode === code,
              );
            } finally {
              await control[undo](`component/${name}`);
            }
            await eventually(async () => void (await call()), 20_000);
          });
        }
      });
    }

    it('logging in needs no cache', async () => {
      const { username, password } = await newPerson(network);
      await control.stop('component/memcached');
      try {
        assert.ok(await user.Login({ req_id, username, password }));
      } finally {
        await control.start('component/memcached');
      }
      await eventually(() => user.GetUserId({ req_id, username }), 20_000);
    });
  },
);
