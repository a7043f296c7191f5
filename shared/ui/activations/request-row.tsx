import { Time, timeText } from '../time.tsx';
import { ActionName } from './action-name.tsx';
import { durationOf, type Request, statusOf } from './requests.ts';

interface Props {
  request: Request;
  isOpen: boolean;
  toggle(): void;
}

/** The head of the activations of one request: which action began it, how many there are, and their time together. */
export function RequestRow({ request, isOpen, toggle }: Props) {
  const [first] = request.activations;
  const count = request.activations.length;
  const status = statusOf(request);
  return (
    <tr class="request-head">
      <th scope="rowgroup">
        <ActionName action={first.action} /> <span class="unbroken muted">{count} activations</span>
      </th>
      <td>
        <Time at={first.start} />
      </td>
      <td class={status === 'success' || status === 'running' ? '' : 'failed'}>{status}</td>
      <td class="wide">
        {request.activations.filter(({ initMs }) => initMs !== undefined).length} of {count} cold
      </td>
      <td class="number">{durationOf(request)} ms</td>
      <td class="wide" colSpan={3} />
      <td>
        <button type="button" class="button small" aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? 'Hide' : 'Show'}
          <span class="hidden">
            {' '}
            the {count} activations of the request to {first.action} at {timeText(first.start)},{' '}
            {request.key.slice(0, 6)}
          </span>
        </button>
      </td>
    </tr>
  );
}
