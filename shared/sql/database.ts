/** What a column holds: text, whole number or bytes. Money is whole cents, a date or time is ISO text, so that no driver rounds. */
export type Value = string | number | null | Uint8Array;

/** Statements with `$1`, `$2` … for their values. */
export interface Queries {
  /** All rows. */
  all<Row>(sql: string, values?: Value[]): Promise<Row[]>;
  /** The first row, or undefined. */
  first<Row>(sql: string, values?: Value[]): Promise<Row | undefined>;
  /** Runs a statement; answers how many rows it changed. */
  run(sql: string, values?: Value[]): Promise<number>;
}

/** An SQL database. Statements throw `unavailable` when it cannot be reached and `deadline-exceeded` when it is too slow; refusals as the driver throws them. */
export interface Database extends Queries {
  /** Runs statements that take effect together, or not at all when `work` throws. `work` uses only what it is given. */
  transaction<Result>(work: (statements: Queries) => Promise<Result>): Promise<Result>;
  /** Whether the database responds now. Never rejects. */
  isHealthy(): Promise<boolean>;
  close(): Promise<void>;
}

/** Makes tables. Each statement may run again. */
export async function createTables(database: Database, schema: string[]): Promise<void> {
  for (const statement of schema) await database.run(statement);
}
