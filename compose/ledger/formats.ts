import { csv } from '#shared/ledger/csv';
import { appMarkdown, overviewMarkdown } from '#shared/ledger/markdown';
import type { AppReport } from '#shared/ledger/report';

/** The formats of a ledger, by the end of a file's name, with their media types. */
export const ledgerFormats = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
} as const;
export type LedgerFormat = keyof typeof ledgerFormats;

/** The ledgers of one application, or of several with an overview, in a format. */
export function ledgerText(format: LedgerFormat, reports: readonly AppReport[]): string {
  if (format === 'json') return `${JSON.stringify(reports, null, 2)}\n`;
  if (format === 'csv') return csv(reports);
  const ledgers = reports.map((report) => `## ${report.title}\n\n${appMarkdown(report)}\n`);
  return reports.length === 1 ? ledgers.join('') : `${overviewMarkdown(reports)}\n\n${ledgers.join('\n')}`;
}
