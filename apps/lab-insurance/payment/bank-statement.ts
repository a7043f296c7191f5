import { CsvError, parse } from 'csv-parse/sync';
import { Decimal } from 'decimal.js';
import { date } from '../dates.ts';
import { cents } from '../money.ts';

/** A row of a statement that can be booked, if there is such an account. `amount` is in whole cents. */
export interface Transaction {
  line: number;
  text: string;
  transactionId: string;
  entryType: 'inpayment' | 'outpayment';
  effectiveDate: string;
  accountNumber: string;
  amount: number;
}

/** A row that cannot be booked, and why. */
export interface Reject {
  line: number;
  text: string;
  reason: string;
}

const columns = ['TransactionId', 'TransactionType', 'AccountingDate', 'AccountNumber', 'Amount'];
const debits = ['D', 'DEBIT'];
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Euro; far below what a number can hold in cents. */
const highest = 1e12;

/**
 * Reads a bank's statement: CSV after RFC 4180, its first line a header whatever its words. A row that is wrong does not hold up
 * the others. Rows with the type `D` or `DEBIT`, and those with a negative amount, go out; all others come in, as in the original.
 */
export function readStatement(content: string): { transactions: Transaction[]; rejects: Reject[] } {
  const [header, ...rows] = recordsOf(content);
  const transactions: Transaction[] = [];
  const rejects: Reject[] = [];
  const reject = ({ line, text }: CsvRow, reason: string) => rejects.push({ line, text, reason });
  const most = Math.max(columns.length, header?.fields?.length ?? 0);
  // Else the money of a file without a header would vanish.
  if (header?.fields !== undefined && typeof readRow(header.fields, most) !== 'string')
    reject(header, 'the first line is for the header, and this one looks like a transaction');
  for (const row of rows) {
    const read = row.fields === undefined ? 'is not CSV' : readRow(row.fields, most);
    if (typeof read === 'string') reject(row, read);
    else transactions.push({ line: row.line, text: row.text, ...read });
  }
  return { transactions, rejects };
}

interface CsvRow {
  line: number;
  text: string;
  /** Absent when quotes are wrong. */
  fields?: string[];
}

const options = { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true } as const;

function recordsOf(content: string): CsvRow[] {
  try {
    const records = parse(content, { ...options, info: true, raw: true }) as unknown as {
      info: { lines: number };
      raw: string;
      record: string[];
    }[];
    return records.map(({ info, raw, record }) => ({ line: info.lines, text: raw.trim(), fields: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // A wrong quote would take the following rows with it, so each line is for itself.
    return content.split(/\r\n|\r|\n/).flatMap((text, index) => recordOf(text, index + 1));
  }
}

function recordOf(text: string, line: number): CsvRow[] {
  try {
    return (parse(text, options) as string[][]).map((fields) => ({ line, text: text.trim(), fields }));
  } catch {
    return [{ line, text: text.trim() }];
  }
}

/** What a row says, or what is wrong with it. */
function readRow(fields: string[], most: number): Omit<Transaction, 'line' | 'text'> | string {
  const [transactionId = '', type = '', day = '', accountNumber = '', amountText = ''] = fields.map((field) =>
    field.trim(),
  );
  if (fields.length < columns.length)
    return `has ${fields.length} of the ${columns.length} columns ${columns.join(', ')}, which commas separate`;
  if (fields.slice(most).some((field) => field.trim() !== '')) return `has more columns than the header`;
  if (!date.safeParse(day).success) return `AccountingDate ${day} is no date such as 2031-12-31`;
  if (!decimal.test(amountText)) return `Amount ${amountText} is no number such as 10.21`;
  const amount = new Decimal(amountText);
  if (amount.abs().gt(highest)) return `Amount ${amountText} is more than ${highest}`;
  return {
    transactionId,
    entryType: amount.isNegative() || debits.includes(type.toUpperCase()) ? 'outpayment' : 'inpayment',
    effectiveDate: day,
    accountNumber,
    amount: cents(amount.abs()),
  };
}
