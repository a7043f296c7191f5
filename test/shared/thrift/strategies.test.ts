// The three ways from an action to a Thrift handler give the same results.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { isKind, unavailable } from '#shared/errors';
import { bypass, type CallParams, type CallResult } from '#shared/thrift/action';
import { clientOf, type Transport } from '#shared/thrift/client';
import { ApplicationError, errorOf } from '#shared/thrift/errors';
import { keepThriftServer } from '#shared/thrift/keep-server';
import { overMessages, passthrough } from '#shared/thrift/passthrough';
import type { Outcome } from '#shared/thrift/service';
import { eventually } from '#test/harness/eventually';
import { Bad, everything, type Rich, RichService, Worse } from './rich.ts';

const forgotten: string[] = [];
const handler: Rich = {
  ping: async ({ text }) => text,
  echo: async ({ value }) => value,
  nothing: async () => undefined,
  forget: async ({ what }) => void forgotten.push(what),
  async fail({ how }) {
    if (how === 1) throw new Bad({ message: 'declared', code: 2n ** 60n });
    if (how === 2) throw new Worse({ why: { what: 'worse', how_much: 1.5 } });
    if (how === 3) throw new Error('connect mongodb://admin:secret@db failed');
    if (how === 5) throw unavailable('the store is away');
    return BigInt(how);
  },
  trees: async ({ trees }) => trees,
};

/** An action as its callers reach it: what goes in and out is JSON. */
const asJson =
  <Params, Result>(main: (params: Params) => Promise<Result>) =>
  async (params: Params): Promise<Result> =>
    JSON.parse(JSON.stringify(await main(JSON.parse(JSON.stringify(params)) as Params))) as Result;

const overJson = (main: (params: CallParams) => Promise<CallResult>): Transport => ({
  async call(_service, method, args): Promise<Outcome> {
    const result = await asJson(main)({ method: method.name, args: method.args.toJson(args) as object });
    if ('failure' in result) throw errorOf(result.failure);
    return method.result.fromJson(result.outcome) as Outcome;
  },
  close: () => undefined,
});

const transports: Record<string, Transport> = {
  bypass: overJson(bypass(RichService, handler)),
  keepThriftServer: overJson(keepThriftServer(RichService, handler)),
  passthrough: {
    call: (_service, method, args) => overMessages(method, args, asJson(passthrough(RichService, handler))),
    close: () => undefined,
  },
};

for (const [name, transport] of Object.entries(transports)) {
  describe(name, () => {
    const client = clientOf(RichService, transport);
    after(() => transport.close());

    test('values of every type, nothing, and what nobody waits for', async () => {
      assert.deepEqual(await client.echo({ value: everything }), everything);
      assert.equal(await client.nothing({}), undefined);
      await client.forget({ what: name });
      await eventually(() => assert.ok(forgotten.includes(name)));
    });

    test('declared and undeclared failures', async () => {
      await assert.rejects(
        client.fail({ how: 1 }),
        (error) => error instanceof Bad && error.code === 2n ** 60n,
      );
      await assert.rejects(client.fail({ how: 2 }), Worse);
      await assert.rejects(
        client.fail({ how: 3 }),
        (error) => error instanceof ApplicationError && error.message === 'internal error',
      );
      await assert.rejects(
        client.fail({ how: 5 }),
        (error) => isKind(error, 'unavailable') && error.message === 'the store is away',
      );
      assert.equal(await client.fail({ how: 4 }), 4n);
    });

    test('many at once', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => client.ping({ text: `${n}` })));
      assert.deepEqual(
        answers,
        Array.from({ length: 50 }, (_, n) => `${n}`),
      );
    });
  });
}
