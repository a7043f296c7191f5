/** The value of a column: text, whole number or bytes. Money is whole cents, a date or time is ISO text, so that no driver rounds. */
export type Value = string | number | null | Uint8Array;

/** Runs statements, with `$1`, `$2` … for their values. */
export interface Queries {
  /** Resolves to all rows. */
  all<Row>(sql: string, values?: Value[]): Promise<Row[]>;
  /** Resolves to the first row, or to undefined. */
  first<Row>(sql: string, values?: Value[]): Promise<Row | undefined>;
  /** Resolves to the number of rows that the statement changed. */
  run(sql: string, values?: Value[]): Promise<number>;
}

/** An SQL database. Statements throw `unavailable` when it cannot be reached and `deadline-exceeded` when it is too slow; refusals as the driver throws them. */
export interface Database extends Queries {
  /** Runs `work` in a transaction, which is rolled back when `work` throws. `work` uses only the statements that it is given. */
  transaction<Result>(work: (statements: Queries) => Promise<Result>): Promise<Result>;
  /** Whether the database takes writes now. Never rejects. */
  isHealthy(): Promise<boolean>;
  close(): Promise<void>;
}

/** Creates tables. Each statement is idempotent. */
export async function createTables(database: Database, schema: string[]): Promise<void> {
  for (const statement of schema) await database.run(statement);
}
