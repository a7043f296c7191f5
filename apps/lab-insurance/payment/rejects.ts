import type { Queries } from '#shared/sql/database';

/** A line of a bank statement that could not be booked. */
export interface RejectedLine {
  file: string;
  line: number;
  reason: string;
  /** The line itself, or its beginning. */
  text: string;
  at: string;
}

/** The lines that could not be booked, those of the latest file first; at most 200. */
export const latestRejects = (queries: Queries): Promise<RejectedLine[]> =>
  queries.all<RejectedLine>(
    'select file, line, reason, text, at from import_reject order by at desc, file, line limit 200',
  );
