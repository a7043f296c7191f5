import { useClock } from '../../../../../shared/ui/hooks.ts';
import { useStore } from '../../../../../shared/ui/store.ts';
import { pending } from '../api.ts';

const patienceMs = 2000;

/** What a path is called while it is being waited for, by the first word that fits. */
const names: [path: RegExp, name: string][] = [
  [/^\/login/, 'the log-in'],
  [/^\/api\/products/, 'the products'],
  [/^\/api\/offers/, 'the price'],
  [/^\/api\/policies\/create/, 'the purchase'],
  [/^\/api\/policies\/terminate/, 'the termination'],
  [/^\/api\/policies/, 'the policies'],
  [/^\/api\/documents/, 'the document'],
  [/^\/api\/payments/, 'the payments'],
  [/^\/api\/dashboard/, 'the figures'],
];

/** Says what is being waited for as soon as that takes more than two seconds. */
export function Waiting() {
  const calls = useStore(pending);
  const now = useClock(calls.length > 0, 250);
  const slow = calls.find(({ since }) => now - since > patienceMs);
  return (
    <div class="waiting" role="status">
      {slow && (
        <div class="waiting-box">
          <progress aria-label="Waiting for the portal" />
          Still waiting for {names.find(([path]) => path.test(slow.path))?.[1] ?? 'an answer'}
          <span aria-hidden="true">{Math.floor((now - slow.since) / 1000)} s</span>
        </div>
      )}
    </div>
  );
}
