import { useState } from 'preact/hooks';
import { useTitle } from '../../../../../shared/ui/hooks.ts';
import { Composer } from '../parts/composer.tsx';
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
      <h2>From those you follow, and where you are mentioned</h2>
      <Timeline
        path="/api/home-timeline/read"
        turn={turn}
        empty="Nothing yet. Find people by their usernames, above, and follow them. Your own posts are on your page."
      />
    </>
  );
}
