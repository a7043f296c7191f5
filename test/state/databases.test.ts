import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { isKind } from '#shared/errors';
import { postgresDatabase } from '#shared/sql/postgres';
import { describeDatabases } from '#test/harness/databases';

describeDatabases('a database', (database) => {
  before(async () => {
    await database().run(
      'create table account (name text primary key, cents bigint not null, picture bytea, note text)',
    );
  });
  const add = (account: string, cents: number) =>
    database().run('insert into account (name, cents) values ($1, $2)', [account, cents]);
  const centsOf = async (account: string) =>
    (await database().first<{ cents: number }>('select cents from account where name = $1', [account]))
      ?.cents;

  it('gives whole numbers beyond 32 bits, bytes and nothing back as they were stored', async () => {
    const picture = Uint8Array.from([0, 1, 254, 255]);
    await database().run('insert into account (name, cents, picture, note) values ($1, $2, $3, $4)', [
      'exact',
      9_007_199_254_740_991,
      picture,
      null,
    ]);
    const row = await database().first<{ cents: number; picture: Uint8Array; note: null }>(
      'select cents, picture, note from account where name = $1',
      ['exact'],
    );
    assert.equal(row?.cents, 9_007_199_254_740_991);
    assert.deepEqual([...(row?.picture ?? [])], [...picture]);
    assert.equal(row?.note, null);
  });

  it('counts the rows that a statement has changed, and gives rows back from it', async () => {
    await add('counted', 1);
    assert.equal(await database().run('update account set cents = 2 where name = $1', ['counted']), 1);
    assert.equal(await database().run('update account set cents = 2 where name = $1', ['nobody']), 0);
    const [row] = await database().all('update account set cents = 3 where name = $1 returning cents', [
      'counted',
    ]);
    assert.deepEqual(row, { cents: 3 });
    assert.equal(
      await database().first('select 1 as one from account where name = $1', ['nobody']),
      undefined,
    );
  });

  it('takes a number of a value more than once', async () => {
    assert.deepEqual(await database().first('select cast($1 as text) as a, cast($1 as text) as b', ['x']), {
      a: 'x',
      b: 'x',
    });
  });

  it('undoes a transaction that throws, and says what it threw', async () => {
    await add('undone', 10);
    const failing = database().transaction(async (statements) => {
      await statements.run('update account set cents = 0 where name = $1', ['undone']);
      throw new Error('changed my mind');
    });
    await assert.rejects(failing, /changed my mind/);
    assert.equal(await centsOf('undone'), 10);
  });

  it('undoes a transaction whose statement is refused', async () => {
    await add('refused', 10);
    const failing = database().transaction(async (statements) => {
      await statements.run('update account set cents = 0 where name = $1', ['refused']);
      await statements.run('insert into account (name, cents) values ($1, 1)', ['refused']);
    });
    await assert.rejects(failing, /unique|UNIQUE/);
    assert.equal(await centsOf('refused'), 10);
  });

  it('loses no update of 50 transactions that read and write the same row at once', async () => {
    await add('busy', 0);
    await Promise.all(
      Array.from({ length: 50 }, () =>
        database().transaction(async (statements) => {
          await statements.run('update account set cents = cents + 1 where name = $1', ['busy']);
          await statements.first('select cents from account where name = $1', ['busy']);
        }),
      ),
    );
    assert.equal(await centsOf('busy'), 50);
  });

  it('lets one of 20 who want the same thing have it', async () => {
    const wins = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        database().run(
          "insert into account (name, cents) values ('prize', $1) on conflict (name) do nothing",
          [number],
        ),
      ),
    );
    assert.equal(wins.filter((changed) => changed === 1).length, 1);
  });

  it('answers, also after it was closed: the next use opens it again', async () => {
    assert.equal(await database().isHealthy(), true);
    await database().close();
    assert.equal(await centsOf('busy'), 50);
  });
});

describe('a database that is not there', () => {
  it('is a 503 for PostgreSQL', async () => {
    const database = postgresDatabase('postgresql://nobody@127.0.0.1:1/none');
    await assert.rejects(database.all('select 1'), (error) => isKind(error, 'unavailable'));
    assert.equal(await database.isHealthy(), false);
    await database.close();
  });
});
