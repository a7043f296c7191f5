import { useLoad } from '../../../../../shared/ui/hooks.ts';
import { inWords } from '../../../../../shared/ui/in-words.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { api } from '../api.ts';
import { moment } from '../format.ts';
import type { Reject } from '../types.ts';

/** The lines of the bank that could not be booked, newest first. */
export function Rejects({ turn }: { turn: number }) {
  const { value, error, reload } = useLoad(`rejects ${turn}`, (signal) =>
    api<{ rejects?: Reject[] }>('/api/payments/rejects', { signal }),
  );
  const rejects = value?.rejects ?? [];
  return (
    <section class="panel flush" aria-labelledby="rejects">
      <div class="row section-head">
        <h2 id="rejects">Rejected lines</h2>
      </div>
      <ErrorNotice text={error} retry={reload} />
      {value && rejects.length === 0 && <p class="muted nothing">No line has been rejected.</p>}
      {rejects.length > 0 && (
        <table class="rows stacking">
          <caption class="hidden">Lines of the bank that could not be booked</caption>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col">Line</th>
              <th scope="col">File</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {rejects.map(({ file, line, reason, text, at }) => (
              <tr key={`${file} ${line} ${at}`}>
                <th scope="row">{inWords(reason)}</th>
                <td data-label="Line">
                  <span class="mono wrap">{text}</span>
                </td>
                <td data-label="File">
                  <span>
                    <span class="mono wrap">{file}</span>, line {line}
                  </span>
                </td>
                <td data-label="When" class="once">
                  {moment(at)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
