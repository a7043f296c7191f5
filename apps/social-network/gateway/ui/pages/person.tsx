import { useState } from 'preact/hooks';
import { useAction, useLoad, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { apiJson, query } from '../api.ts';
import { Composer } from '../parts/composer.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { follow, followees } from '../session.ts';
import type { Person } from '../types.ts';

/** A person's page: their posts, and whether one follows them. */
export function PersonPage({ username, me }: { username: string; me: Person }) {
  useTitle(username, 'Social Network');
  const [turn, look] = useState(0);
  const { value, error, reload } = useLoad(username, (signal) =>
    apiJson<Person>(`/api/user/find${query({ username })}`, signal),
  );
  if (error !== undefined) return <ErrorNotice text={error} retry={reload} />;
  if (value === undefined) return <Loading what={username} />;
  const own = value.user_id === me.user_id;
  return (
    <>
      <div class="row">
        <h1>{username}</h1>
        {own ? <Counts /> : <FollowButton person={value} />}
      </div>
      {own && <Composer posted={() => look((count) => count + 1)} />}
      <Timeline
        path={`/api/user-timeline/read${query({ user_id: value.user_id })}`}
        turn={turn}
        empty={own ? 'You have not posted anything yet.' : `${username} has not posted anything yet.`}
      />
    </>
  );
}

function FollowButton({ person }: { person: Person }) {
  const following = useStore(followees).has(person.user_id);
  const change = useAction(() => follow(person, following ? 'unfollow' : 'follow'));
  return (
    <div class="stack">
      <button
        type="button"
        class={following ? 'button' : 'button primary'}
        aria-pressed={following}
        disabled={change.busy}
        onClick={() => change.run()}
      >
        {following ? 'Unfollow' : 'Follow'}
      </button>
      <ErrorNotice text={change.error} />
    </div>
  );
}

function Counts() {
  const following = useStore(followees).size;
  const { value } = useLoad('followers', (signal) => apiJson<unknown[]>('/api/user/get_follower', signal));
  return (
    <p class="muted">
      {value === undefined ? '…' : value.length} followers, following {following}
    </p>
  );
}
