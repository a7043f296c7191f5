import { createHash, randomUUID } from 'node:crypto';
import { log } from '#shared/observe/log';
import type { Database, Queries } from '#shared/sql/database';
import { insertRows } from '#shared/sql/rows';
import type { Files } from '#shared/state/files/files';
import { type Reject, readStatement, type Transaction } from './bank-statement.ts';
import { eachStatement, largest, type StatementFile } from './statement-files.ts';

/** What came of a statement. */
export interface ImportedFile {
  name: string;
  rows: number;
  booked: number;
  rejected: number;
}

/** The bank statement job: books all statements that the bank has put among its files; without files there are none. */
export const importStatements = (
  database: Database,
  files: Files | undefined,
  now: () => number = Date.now,
): Promise<ImportedFile[]> =>
  files === undefined ? Promise.resolve([]) : eachStatement(files, (file) => book(database, file), now);

/** Books the good rows of a statement and keeps the bad ones, all in one transaction. */
async function book(database: Database, { name, text }: StatementFile): Promise<ImportedFile> {
  const { transactions, rejects } = read(text);
  const rows = transactions.length + rejects.length;
  const now = new Date().toISOString();
  const imported = await database.transaction(async (statements) => {
    const before = await importedBefore(statements, name, text ?? '', now);
    const rejected =
      before === undefined
        ? [...rejects, ...(await bookRows(statements, transactions, now))]
        : [{ line: 1, text: '', reason: `this file was imported already, on ${before}` }];
    await insertRows(
      statements,
      'insert into import_reject (id, file, line, reason, text, at)',
      rejected.map(({ line, reason, text }) => [randomUUID(), name, line, reason, text.slice(0, 500), now]),
    );
    const count = before === undefined ? rejected.length : rows;
    return { name, rows, booked: rows - count, rejected: count };
  });
  log.info(imported, 'bank statement imported');
  return imported;
}

/** Rows for which the time is enough that a database has for a transaction, also when it is busy. */
const mostRows = 20_000;

function read(text: string | undefined): ReturnType<typeof readStatement> {
  if (text === undefined) return refused(`has more than ${largest} bytes`);
  const statement = readStatement(text);
  const isTooLong = statement.transactions.length + statement.rejects.length > mostRows;
  return isTooLong ? refused(`has more than ${mostRows} rows`) : statement;
}

const refused = (why: string) => ({
  transactions: [],
  rejects: [{ line: 1, text: '', reason: `the file ${why}: split it, each part with the header` }],
});

/** When the same file was imported before, which is also how a run that died after its transaction is told; else undefined. */
async function importedBefore(
  statements: Queries,
  name: string,
  text: string,
  now: string,
): Promise<string | undefined> {
  const key = [name, createHash('sha256').update(text).digest('hex')];
  const isNew = await statements.run(
    'insert into import_file (name, sha256, imported_at) values ($1, $2, $3) on conflict do nothing',
    [...key, now],
  );
  if (isNew === 1) return undefined;
  const row = await statements.first<{ imported_at: string }>(
    'select imported_at from import_file where name = $1 and sha256 = $2',
    key,
  );
  return row?.imported_at ?? now;
}

/** Books what can be booked, and answers the rest. */
async function bookRows(statements: Queries, transactions: Transaction[], now: string): Promise<Reject[]> {
  const accounts = await statements.all<{ id: string; number: string }>(
    'select id, policy_account_number as number from policy_account',
  );
  const idOf = new Map(accounts.map(({ id, number }) => [number, id]));
  const entries = transactions.flatMap((transaction) => {
    const account = idOf.get(transaction.accountNumber);
    return account === undefined ? [] : [{ id: randomUUID(), account, transaction }];
  });
  const booked = await insertRows<{ id: string }>(
    statements,
    `insert into accounting_entry
     (id, account_id, entry_type, creation_date, effective_date, amount, transaction_id)`,
    entries.map(({ id, account, transaction: { entryType, effectiveDate, amount, transactionId } }) => [
      id,
      account,
      entryType,
      now,
      effectiveDate,
      amount,
      transactionId,
    ]),
    'on conflict do nothing returning id',
  );
  const bookedIds = new Set(booked.map(({ id }) => id));
  return [
    ...transactions
      .filter(({ accountNumber }) => !idOf.has(accountNumber))
      .map((row) => ({ ...row, reason: `there is no account ${row.accountNumber}` })),
    ...entries
      .filter(({ id }) => !bookedIds.has(id))
      .map(({ transaction }) => ({ ...transaction, reason: 'this transaction was booked already' })),
  ];
}
