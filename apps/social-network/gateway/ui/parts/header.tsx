import { useState } from 'preact/hooks';
import { FormBadge } from '../../../../../shared/ui/form-badge.tsx';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { Link, navigate } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { observedForm } from '../api.ts';
import { logOut, session } from '../session.ts';

/** The top of every page: name, who is logged in, a way to others, and the form. */
export function Header() {
  const me = useStore(session);
  const leave = useAction(async () => {
    await logOut();
    navigate('/');
  });
  return (
    <header class="head">
      <Link to="/" class="brand">
        <img src="/favicon.svg" alt="" width="36" height="36" /> Social Network
      </Link>
      {me && <Find />}
      <FormBadge observed={observedForm} />
      {me && (
        <nav class="me" aria-label="You">
          <Link to={`/people/${encodeURIComponent(me.username)}`}>{me.username}</Link>
          <button type="button" class="button small" disabled={leave.busy} onClick={() => leave.run()}>
            Log out
          </button>
        </nav>
      )}
    </header>
  );
}

function Find() {
  const [name, write] = useState('');
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') navigate(`/people/${encodeURIComponent(name.trim())}`);
          write('');
        }}
      >
        <input
          class="input"
          type="text"
          aria-label="Find a person"
          placeholder="Find a person by username"
          autoComplete="off"
          spellcheck={false}
          value={name}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </form>
    </search>
  );
}
