import { useState } from 'preact/hooks';
import { Link } from '../../../../../shared/ui/router.tsx';
import { demoUsers } from '../../../seed/users.ts';
import { followees } from '../session.ts';
import type { Person } from '../types.ts';
import { Avatar } from './avatar.tsx';
import { FollowButton } from './follow-button.tsx';

/** Those who are there from the start, for somebody who followed nobody when the page was opened. */
export function Suggestions({ me }: { me: Person }) {
  const [isNew] = useState(() => followees.get().size === 0);
  if (!isNew) return null;
  const people = demoUsers
    .map((user) => ({ ...user, user_id: `${user.user_id}` }))
    .filter(({ user_id }) => user_id !== me.user_id);
  return (
    <section class="panel stack" aria-labelledby="suggestions">
      <h2 id="suggestions">People to follow</h2>
      <ul class="people">
        {people.map((person) => (
          <li key={person.user_id} class="row">
            <Avatar username={person.username} />
            <span class="person">
              <Link to={`/people/${person.username}`} class="author">
                {person.username}
              </Link>{' '}
              <span class="muted">
                {person.first_name} {person.last_name}
              </span>
            </span>
            <FollowButton person={person} named />
          </li>
        ))}
      </ul>
    </section>
  );
}
