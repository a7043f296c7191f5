import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { follow, followees } from '../session.ts';
import type { Person } from '../types.ts';

/** Follows somebody, or stops; `named` puts the name on the button where it stands beside others. */
export function FollowButton({ person, named = false }: { person: Person; named?: boolean }) {
  const following = useStore(followees).has(person.user_id);
  const change = useAction(() => follow(person, following ? 'unfollow' : 'follow'));
  return (
    <div class="stack">
      <button
        type="button"
        class={`button ${following ? '' : 'primary'} ${named ? 'small' : ''}`}
        aria-pressed={following}
        disabled={change.busy}
        onClick={() => change.run()}
      >
        {following ? 'Unfollow' : 'Follow'}
        {named && <span class="hidden"> {person.username}</span>}
      </button>
      <ErrorNotice text={change.error} />
    </div>
  );
}
