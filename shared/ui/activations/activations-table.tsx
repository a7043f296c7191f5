import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { Time, timeText } from '../time.tsx';
import { Details } from './details.tsx';
import { inUnit } from './in-unit.ts';
import type { Activation } from './types.ts';

/** A row for each activation; a button in it opens its logs below it. */
export function ActivationsTable({ activations }: { activations: Activation[] }) {
  const [open, setOpen] = useState<string>();
  return (
    <table class="activations">
      <caption class="hidden">The newest activations, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">Action</th>
          <th scope="col">Started</th>
          <th scope="col">Status</th>
          <th scope="col" class="wide">
            Instance
          </th>
          <th scope="col" class="number">
            Duration
          </th>
          <th scope="col" class="number wide">
            Init
          </th>
          <th scope="col" class="number wide">
            Wait
          </th>
          <th scope="col" class="number wide">
            Memory
          </th>
          <th scope="col">Logs</th>
        </tr>
      </thead>
      <tbody>
        {activations.map((each) => (
          <Fragment key={each.id}>
            <Row
              activation={each}
              isOpen={each.id === open}
              toggle={() => setOpen(each.id === open ? undefined : each.id)}
            />
            {each.id === open && (
              <tr class="opened">
                <td colSpan={9}>
                  <Details activation={each} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Row({
  activation: { id, action, start, ms, status, initMs, waitMs, memoryMb },
  isOpen,
  toggle,
}: {
  activation: Activation;
  isOpen: boolean;
  toggle: () => void;
}) {
  return (
    <tr>
      <th scope="row">
        {action.split('/').map((name, index) => (
          <Fragment key={name}>
            {index > 0 && '/'}
            <wbr />
            {name}
          </Fragment>
        ))}
      </th>
      <td>
        <Time at={start} />
      </td>
      <td class={status === undefined || status === 'success' ? '' : 'failed'}>{status ?? 'running'}</td>
      <td class="wide">{initMs === undefined ? 'warm' : 'cold'}</td>
      <td class="number">{inUnit(ms, 'ms')}</td>
      <td class="number wide">{inUnit(initMs, 'ms')}</td>
      <td class="number wide">{inUnit(waitMs, 'ms')}</td>
      <td class="number wide">{inUnit(memoryMb, 'MB')}</td>
      <td>
        <button type="button" class="button small" aria-expanded={isOpen} onClick={toggle}>
          Logs
          <span class="hidden">
            {' '}
            of {action} at {timeText(start)}, {id.slice(0, 6)}
          </span>
        </button>
      </td>
    </tr>
  );
}
