import { useRef } from 'preact/hooks';
import { Field } from '../../../../../shared/ui/field.tsx';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { api } from '../api.ts';
import { usePageTitle } from '../parts/page-head.tsx';
import { begin, endedBecause, pictureOf } from '../session.ts';

/** The agents that come with the portal, for everybody to try. */
const demoAgents = [
  { username: 'jimmy.solid', password: 'secret', sells: 'all products', avatar: 'jimmy_solid' },
  { username: 'danny.solid', password: 'secret', sells: 'travel and house', avatar: 'danny_solid' },
  { username: 'agent1', password: 'agent1', sells: 'travel and house', avatar: 'agent1' },
  { username: 'admin', password: 'admin', sells: 'also operations', avatar: 'admin' },
];

/** What somebody sees who is not logged in, on whatever page; after the log-in the page is there. */
export function LoginPage() {
  usePageTitle('Log in');
  const form = useRef<HTMLFormElement>(null);
  const ended = useStore(endedBecause);
  const enter = useAction(async (credentials: object) => begin(await api('/login', { json: credentials })));
  const fill = (values: Record<'username' | 'password', string>) => {
    for (const name of ['username', 'password'] as const) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = values[name];
    }
    form.current?.querySelector<HTMLButtonElement>('[type=submit]')?.focus();
  };
  return (
    <div class="login">
      <section class="login-picture" aria-label="LAB Insurance">
        <p class="brand">
          <img src="/favicon.svg" alt="" width="44" height="44" />
          <span>
            LAB Insurance <small>Sales Portal</small>
          </span>
        </p>
        <img class="shelter" src="/shelter.svg" alt="" width="520" height="400" />
        <p class="login-words">Everything they care about, under one umbrella.</p>
      </section>
      <section class="login-form">
        <h1>Log in</h1>
        {ended && (
          <p class="notice hint" role="status">
            {ended}
          </p>
        )}
        <form
          ref={form}
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void enter.run(Object.fromEntries(new FormData(event.currentTarget)));
          }}
        >
          <Field label="Username" name="username" autoComplete="username" autoFocus spellcheck={false} />
          <Field label="Password" name="password" type="password" autoComplete="current-password" />
          <ErrorNotice text={enter.error} />
          <button type="submit" class="button primary" disabled={enter.busy}>
            {enter.busy ? 'Logging in…' : 'Log in'}
          </button>
        </form>
        <div class="demo">
          <h2 id="demo">Or try it as one of these</h2>
          <ul aria-labelledby="demo">
            {demoAgents.map(({ username, password, sells, avatar }) => (
              <li key={username}>
                <button type="button" class="demo-agent" onClick={() => fill({ username, password })}>
                  <img src={pictureOf(`static/avatars/${avatar}.png`)} alt="" width="40" height="40" />
                  <span>
                    <strong>{username}</strong>
                    <span class="muted">{sells}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      </section>
    </div>
  );
}
