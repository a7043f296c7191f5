import { useState } from 'preact/hooks';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { api } from '../api.ts';
import { counted } from '../format.ts';
import type { ImportedFile } from '../types.ts';

/** Reads the bank's statements now rather than at the next turn of the clock. */
export function BankImport({ done }: { done: () => void }) {
  const [files, show] = useState<ImportedFile[]>();
  const read = useAction(async () => {
    const answer = await api<{ files?: ImportedFile[] }>('/api/payments/import', { json: {} });
    show(answer.files ?? []);
    done();
  });
  return (
    <section class="panel import" aria-labelledby="import">
      <div class="stack">
        <h2 id="import">Bank statements</h2>
        <p class="muted">
          Files <span class="mono">bankStatements_2031_5_7.csv</span> of the bank are read every 8 hours.
        </p>
        <ErrorNotice text={read.error} />
        {files && (
          <div role="status">
            {files.length === 0 && <p>There is no new file.</p>}
            <ul class="plain-list">
              {files.map(({ name, rows, booked, rejected }) => (
                <li key={name}>
                  <span class="mono wrap">{name}</span>: {counted(rows, 'row')}, {booked} booked, {rejected}{' '}
                  rejected
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <button type="button" class="button primary" disabled={read.busy} onClick={() => read.run()}>
        {read.busy ? 'Importing…' : 'Import bank statements now'}
      </button>
    </section>
  );
}
