import { useState } from 'preact/hooks';
import { useStore } from '../../../../../shared/ui/store.ts';
import { type CallRecord, calls, type ServedBy } from '../requests.ts';

const served = (by: ServedBy | undefined): string => {
  if (by === undefined) return '…';
  switch (by.by) {
    case 'serverless':
      return `action ${by.activation.slice(0, 8)}`;
    case 'microservice':
      return 'microservice';
    case 'platform':
      return 'OpenWhisk, no action';
    case 'front door':
      return 'front door';
    case 'nobody':
      return 'nobody';
  }
};
const mood = ({ status }: CallRecord): string => {
  if (status === undefined) return '';
  if (status < 400) return 'fine';
  return status === 404 ? 'missing' : 'wrong';
};
const time = ({ ms }: CallRecord): string =>
  ms === undefined ? '…' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
const status = (call: CallRecord) => call.status ?? (call.served === undefined ? '…' : 'none');

/** The last calls to the services: what was asked, how long it took, and who answered. */
export function Ribbon() {
  const [open, toggle] = useState(false);
  const all = useStore(calls);
  const last = all[0];
  return (
    <footer class="ribbon">
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        <section class="ribbon-table" id="ribbon-table" aria-label="The last requests" tabIndex={0}>
          <table>
            <caption class="hidden">Newest first</caption>
            <thead>
              <tr>
                <th scope="col">Request</th>
                <th scope="col">Status</th>
                <th scope="col">Time</th>
                <th scope="col">Served by</th>
              </tr>
            </thead>
            <tbody>
              {all.map((call) => (
                <tr key={call.id} class={mood(call)}>
                  <td>
                    {call.method} {call.path}
                  </td>
                  <td class="status">{status(call)}</td>
                  <td class="number">{time(call)}</td>
                  <td title={call.served?.by === 'serverless' ? call.served.activation : undefined}>
                    <span class={`by ${call.served?.by ?? ''}`}>{served(call.served)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <button
        type="button"
        class="ribbon-bar"
        aria-expanded={open}
        aria-controls="ribbon-table"
        onClick={() => toggle(!open)}
      >
        <span class="ribbon-title">
          Requests <span aria-hidden="true">{open ? '▾' : '▴'}</span>
        </span>
        {last && (
          <span class={`ribbon-last ${mood(last)}`}>
            <span class="path">
              {last.method} {last.path}
            </span>
            <span class="status">{status(last)}</span>
            <span>{time(last)}</span>
            <span class={`by ${last.served?.by ?? ''}`}>{served(last.served)}</span>
          </span>
        )}
      </button>
    </footer>
  );
}
