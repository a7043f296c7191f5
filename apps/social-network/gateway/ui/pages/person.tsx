import { useState } from 'preact/hooks';
import { useLoad, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { ApiError, apiJson, query } from '../api.ts';
import { Composer } from '../parts/composer.tsx';
import { FollowButton } from '../parts/follow-button.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { followees } from '../session.ts';
import type { Person } from '../types.ts';
import { NothingPage } from './nothing.tsx';

/** A person's page: their posts, and whether one follows them. */
export function PersonPage({ username, me }: { username: string; me: Person }) {
  useTitle(username, 'Social Network');
  const [turn, look] = useState(0);
  const { value, error, reload } = useLoad(username, (signal) =>
    apiJson<Person>(`/api/user/find${query({ username })}`, signal).catch((problem) => {
      if (problem instanceof ApiError && problem.status === 404) return null;
      throw problem;
    }),
  );
  if (error !== undefined) return <ErrorNotice text={error} retry={reload} />;
  if (value === undefined) return <Loading what={username} />;
  if (value === null) return <NothingPage what={`Nobody here is called ${username}.`} />;
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

function Counts() {
  const following = useStore(followees).size;
  const { value } = useLoad('followers', (signal) => apiJson<unknown[]>('/api/user/get_follower', signal));
  return (
    <p class="muted">
      {value === undefined ? '…' : counted(value.length, 'follower')}, following {following}
    </p>
  );
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
