import { useClock } from '../../../../../shared/ui/hooks.ts';
import { useStore } from '../../../../../shared/ui/store.ts';
import { calls } from '../requests.ts';

const patienceMs = 2000;

/** Says which service is being waited for as soon as that takes more than two seconds. */
export function Waiting() {
  const pending = useStore(calls).filter((call) => call.ms === undefined);
  const now = useClock(pending.length > 0, 250);
  const slow = pending.filter((call) => now - call.startedAt > patienceMs).at(-1);
  return (
    <div class="waiting" role="status">
      {slow && (
        <div class="waiting-box">
          <progress aria-label="Waiting for the shop" />
          Still waiting for {slow.path.split('/')[2]}
          <span aria-hidden="true">{Math.floor((now - slow.startedAt) / 1000)} s</span>
        </div>
      )}
    </div>
  );
}
