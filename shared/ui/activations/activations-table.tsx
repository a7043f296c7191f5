import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { Time, timeText } from '../time.tsx';
import { ActionName } from './action-name.tsx';
import { Details } from './details.tsx';
import { inUnit } from './in-unit.ts';
import { RequestRow } from './request-row.tsx';
import type { Request } from './requests.ts';
import type { Activation } from './types.ts';

/** The newest requests with their activations folded in, and activations that belong to no request; a button in each row opens its logs. */
export function ActivationsTable({ requests }: { requests: Request[] }) {
  const logs = useOpened();
  const folded = useOpened();
  return (
    <table class="activations">
      <caption class="hidden">The newest requests and their activations, the newest first</caption>
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
      {requests.map((request) => {
        const isAlone = request.activations.length === 1;
        const isOpen = folded.has(request.key);
        const shown = isAlone || isOpen ? request.activations : [];
        return (
          <tbody key={request.key} class={isAlone ? undefined : 'request'}>
            {!isAlone && (
              <RequestRow request={request} isOpen={isOpen} toggle={() => folded.toggle(request.key)} />
            )}
            {shown.map((each) => (
              <Fragment key={each.id}>
                <Row activation={each} isOpen={logs.has(each.id)} toggle={() => logs.toggle(each.id)} />
                {logs.has(each.id) && (
                  <tr class="opened">
                    <td colSpan={9}>
                      <Details activation={each} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

/** What a person has opened, by keys. */
function useOpened(): { has(key: string): boolean; toggle(key: string): void } {
  const [opened, open] = useState<readonly string[]>([]);
  return {
    has: (key) => opened.includes(key),
    toggle: (key) =>
      open((before) => (before.includes(key) ? before.filter((each) => each !== key) : [...before, key])),
  };
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
        <ActionName action={action} />
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
