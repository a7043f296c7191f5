import { ask } from '../ask.ts';
import { useLoad } from '../hooks.ts';
import { ErrorNotice, Loading } from '../notice.tsx';
import { inUnit } from './in-unit.ts';
import type { Activation, ActivationDetails } from './types.ts';

/** How an activation ended and what it has logged. Its result is not shown, because it may hold what belongs to a user. */
export function Details({ activation }: { activation: Activation }) {
  const { id, action, initMs, waitMs, memoryMb } = activation;
  const runs = activation.status === undefined;
  // What ran when it was opened is read again when it has ended.
  const { value, error, reload } = useLoad(`${id} ${runs}`, () =>
    ask<ActivationDetails>(`/activations/${id}.json`),
  );
  if (error !== undefined) return <ErrorNotice text={error} retry={reload} />;
  if (value === undefined) return <Loading what="the logs" />;
  const { logs, status = 'running', httpStatus, error: failure } = value;
  return (
    <section class="details" aria-label={`Logs of ${action}`}>
      <p>
        <span class="mono">{id}</span>: {status}
        {httpStatus !== undefined && `, HTTP status ${httpStatus}`}
      </p>
      <p>
        {initMs === undefined ? 'Warm instance' : `Cold instance, init ${inUnit(initMs, 'ms')}`}; wait{' '}
        {inUnit(waitMs, 'ms')}; memory {inUnit(memoryMb, 'MB')}
      </p>
      {failure !== undefined && <p class="failed">{failure}</p>}
      {logs.length === 0 ? (
        <p class="muted">It has logged nothing.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <pre tabIndex={0}>{logs.join('\n')}</pre>
      )}
    </section>
  );
}
