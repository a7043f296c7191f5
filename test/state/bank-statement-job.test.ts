import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, it } from 'node:test';
import { accountOn } from '#apps/lab-insurance/payment/accounts';
import { importStatements } from '#apps/lab-insurance/payment/imports';
import { latestRejects } from '#apps/lab-insurance/payment/rejects';
import { schema } from '#apps/lab-insurance/payment/schema';
import { seed } from '#apps/lab-insurance/payment/seeds';
import { createTables, type Database } from '#shared/sql/database';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { describeFiles, type FilesOfTest } from '#test/harness/files';

const header = 'TransactionId,TransactionType,AccountingDate,AccountNumber,Amount\n';
const name = 'bankStatements_2018_8_2.csv';
const first = '231232132131';
const second = '389hfswjfrh2032r';

describeFiles('the bank statement job', (use) => {
  let bank: FilesOfTest;
  let database: Database;
  beforeEach(async () => {
    bank = use();
    database = sqliteDatabase(':memory:');
    await createTables(database, schema);
    await database.transaction(seed);
  });
  afterEach(async () => {
    await database.close();
  });

  const put = (rows: string[], file = name): Promise<void> =>
    bank.putFromOutside(file, `${header}${rows.join('\n')}\n`);
  const run = () => importStatements(database, bank.files);
  const names = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const file of bank.files.list()) found.push(file.name);
    return found;
  };
  const balance = async (account = first) => (await accountOn(database, account, '2018-12-31'))?.balance;

  it('books the good rows of a file, keeps the bad ones, and does so once', async () => {
    await put([
      `1,A,2018-08-01,${first},10.21`,
      `2,A,2018-08-01,${second},5`,
      '3,A,2018-08-01,nosuch,7',
      `4,A,2018-08-01,${first},0.79`,
      `5,A,2018-08-01,${first},ten`,
    ]);
    assert.deepEqual(await run(), [{ name, rows: 5, booked: 3, rejected: 2 }]);
    assert.deepEqual([await balance(), await balance(second)], [1100, 500]);
    const rejects = await latestRejects(database);
    assert.deepEqual(
      rejects.map(({ file, line, text }) => [file, line, text]),
      [
        [name, 4, '3,A,2018-08-01,nosuch,7'],
        [name, 6, `5,A,2018-08-01,${first},ten`],
      ],
    );
    assert.match(rejects[0]?.reason ?? '', /no account nosuch/);
    assert.deepEqual(await names(), [`_processed_${name}`]);
    assert.deepEqual(await run(), []);
  });

  it('takes all files that wait, those of earlier days first, and no others', async () => {
    const files = [
      'bankStatements_2018_8_2.csv',
      'bankStatements_2018_12_31.csv',
      'bankStatements_2017_08_02.csv',
    ];
    for (const [index, file] of files.entries()) await put([`${index},A,2018-08-01,${first},1`], file);
    const others = ['bankStatements_2018_8.csv', 'bankStatements_2018_8_2.csv.part', 'notes.txt'];
    for (const file of others) await put([`x,A,2018-08-01,${first},1`], file);
    assert.deepEqual(
      (await run()).map((file) => file.name),
      [files[2], files[0], files[1]],
    );
    assert.equal(await balance(), 300);
    assert.deepEqual(
      (await names()).filter((file) => !file.startsWith('_processed_')),
      others,
    );
  });

  it('books nothing twice: not the same file, not the same row in a file or in another file', async () => {
    const rows = [`1,A,2018-08-01,${first},10`, `1,A,2018-08-01,${first},10`];
    await put(rows);
    assert.deepEqual(await run(), [{ name, rows: 2, booked: 1, rejected: 1 }]);
    await put(rows);
    assert.deepEqual(await run(), [{ name, rows: 2, booked: 0, rejected: 2 }]);
    const other = 'bankStatements_2018_8_3.csv';
    await put([...rows, `2,A,2018-08-01,${first},10`], other);
    assert.deepEqual(await run(), [{ name: other, rows: 3, booked: 1, rejected: 2 }]);
    assert.equal(await balance(), 2000);
    const reasons = (await latestRejects(database)).map(({ reason }) => reason);
    assert.equal(reasons.filter((reason) => reason === 'this transaction was booked already').length, 3);
    assert.equal(reasons.filter((reason) => reason.startsWith('this file was imported already')).length, 1);
  });

  it('books different rows that share a number, as the files of a bank do', async () => {
    await put([`1,A,2018-08-01,${first},10`, `1,A,2018-08-01,${second},10`, `1,A,2018-08-02,${first},10`]);
    await run();
    await put([`1,A,2018-08-01,${first},10.01`, `1,D,2018-08-01,${first},10`]);
    assert.deepEqual(await run(), [{ name, rows: 2, booked: 2, rejected: 0 }]);
    assert.deepEqual([await balance(), await balance(second)], [2001, 1000]);
  });

  it('shares the files among all who run it at the same time', async () => {
    const files = Array.from({ length: 12 }, (_, index) => `bankStatements_2018_9_${index + 1}.csv`);
    for (const [index, file] of files.entries()) await put([`${index},A,2018-08-01,${first},1`], file);
    const results = (await Promise.all(Array.from({ length: 5 }, run))).flat();
    assert.deepEqual(results.map((file) => file.name).sort(), [...files].sort());
    assert.equal(await balance(), 1200);
    assert.deepEqual(await latestRejects(database), []);
  });

  it('leaves a file alone while another run has it, and takes it when that one must have died', async () => {
    await put([`1,A,2018-08-01,${first},10`]);
    const started = new EventEmitter();
    const dying: Database = {
      ...database,
      transaction: () => {
        started.emit('booking');
        return new Promise(() => undefined);
      },
    };
    const booking = once(started, 'booking');
    void importStatements(dying, bank.files);
    await booking;
    assert.deepEqual(await run(), []);
    const anHourLater = () => Date.now() + 3_600_000;
    assert.deepEqual(await importStatements(database, bank.files, anHourLater), [
      { name, rows: 1, booked: 1, rejected: 0 },
    ]);
    assert.equal(await balance(), 1000);
    assert.deepEqual(await names(), [`_processed_${name}`]);
  });

  it('keeps what the bank puts there under the same name while the file before is booked', async () => {
    await put([`1,A,2018-08-01,${first},10`]);
    const slow: Database = {
      ...database,
      async transaction(work) {
        const result = await database.transaction(work);
        await put([`2,A,2018-08-01,${first},5`]);
        return result;
      },
    };
    assert.deepEqual(await importStatements(slow, bank.files), [{ name, rows: 1, booked: 1, rejected: 0 }]);
    assert.deepEqual(await run(), [{ name, rows: 1, booked: 1, rejected: 0 }]);
    assert.equal(await balance(), 1500);
    assert.deepEqual(await names(), [`_processed_${name}`]);
  });

  it('leaves a processed file as it came', async () => {
    const content = `${header}1,A,2018-08-01,${first},10\r\n\r\n  2,A,2018-08-01,${first},10`;
    await bank.putFromOutside(name, content);
    await run();
    assert.equal(await text(await bank.files.read(`_processed_${name}`)), content);
  });

  it('gives a file back when the database fails, and books all of it the next time', async () => {
    await put([`1,A,2018-08-01,${first},10`, `2,A,2018-08-01,${first},10`]);
    const failing: Database = {
      ...database,
      transaction: (work) =>
        database.transaction(async (statements) => {
          await work(statements);
          throw new Error('the disk is full');
        }),
    };
    await assert.rejects(importStatements(failing, bank.files), /the disk is full/);
    assert.equal(await balance(), 0);
    assert.deepEqual(await run(), [{ name, rows: 2, booked: 2, rejected: 0 }]);
    assert.equal(await balance(), 2000);
    assert.deepEqual(await names(), [`_processed_${name}`]);
  });

  it('rejects files that are too large or too long, and says what to do', async () => {
    await bank.putFromOutside(name, Buffer.alloc(10_000_001, 'x'));
    await put(
      Array.from({ length: 20_001 }, (_, index) => `${index},A,2018-08-01,${first},1`),
      'bankStatements_2018_8_3.csv',
    );
    assert.deepEqual(
      (await run()).map(({ rows, booked, rejected }) => [rows, booked, rejected]),
      [
        [1, 0, 1],
        [1, 0, 1],
      ],
    );
    const reasons = (await latestRejects(database)).map(({ reason }) => reason).sort();
    assert.match(reasons[0] ?? '', /more than 10000000 bytes: split it/);
    assert.match(reasons[1] ?? '', /more than 20000 rows: split it/);
    assert.equal(await balance(), 0);
  });

  it('books many rows of many accounts', async () => {
    const accounts = [first, second, 'nosuch'];
    await put(
      Array.from({ length: 1234 }, (_, index) => `${index},A,2018-08-01,${accounts[index % 3]},0.01`),
    );
    assert.deepEqual(await run(), [{ name, rows: 1234, booked: 823, rejected: 411 }]);
    assert.deepEqual([await balance(), await balance(second)], [412, 411]);
    assert.equal((await latestRejects(database)).length, 200);
  });

  it('survives what is no text at all', async () => {
    const bytes = Array.from({ length: 2000 }, (_, index) => (index * 37) % 256);
    await bank.putFromOutside(name, Buffer.from(bytes));
    const [file] = await run();
    assert.equal(file?.booked, 0);
    assert.deepEqual(await names(), [`_processed_${name}`]);
  });

  it('has nothing to do without files', async () => {
    assert.deepEqual(await importStatements(database, undefined), []);
    assert.deepEqual(await run(), []);
  });
});
