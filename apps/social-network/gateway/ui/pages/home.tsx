import { useState } from 'preact/hooks';
import { useTitle } from '../../../../../shared/ui/hooks.ts';
import { Link } from '../../../../../shared/ui/router.tsx';
import { Composer } from '../parts/composer.tsx';
import { Suggestions } from '../parts/suggestions.tsx';
import { Timeline } from '../parts/timeline.tsx';
import type { Person } from '../types.ts';

/** The home timeline of whoever is logged in. */
export function HomePage({ me }: { me: Person }) {
  useTitle(undefined, 'Social Network');
  const [turn, look] = useState(0);
  return (
    <>
      <h1>Hello, {me.username}</h1>
      <Composer posted={() => look((count) => count + 1)} />
      <div role="status">
        {turn > 0 && (
          <p class="notice">
            Posted. It is on <Link to={`/people/${encodeURIComponent(me.username)}`}>your page</Link>, and on
            the timelines of your followers.
          </p>
        )}
      </div>
      <Suggestions me={me} />
      <h2>From those you follow, and where you are mentioned</h2>
      <Timeline
        path="/api/home-timeline/read"
        turn={turn}
        empty="Nothing yet. Find people by their usernames, above, and follow them. Your own posts are on your page."
      />
    </>
  );
}
