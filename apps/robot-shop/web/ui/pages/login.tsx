import type { TargetedSubmitEvent } from 'preact';
import { Field } from '../../../../../shared/ui/field.tsx';
import { type Action, useAction, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { api, at } from '../api.ts';
import { Account } from '../parts/account.tsx';
import { enter, session, type User } from '../session.ts';

/** Logging in and registering; once logged in, the customer's own page. */
export function LoginPage() {
  const { user } = useStore(session);
  useTitle(user === undefined ? 'Log in' : 'Your account', 'Robot Shop');
  const login = useAction(async (name: string, password: string) => {
    const { email } = await api<User>(at('user', 'login'), { method: 'POST', json: { name, password } });
    await enter({ name, ...(email !== undefined && { email }) });
  });
  const register = useAction(async (name: string, password: string, email: string, repeated: string) => {
    if (password !== repeated) throw new Error('The two passwords are not the same.');
    await api(at('user', 'register'), { method: 'POST', json: { name, password, email } });
    await enter({ name, email });
  });
  if (user) return <Account user={user} />;
  return (
    <>
      <h1>Welcome</h1>
      <p class="lead">What is in your cart comes along, whichever way you go.</p>
      <div class="two">
        <form class="panel stack" aria-label="Log in" onSubmit={submit(login, ['name', 'password'])}>
          <h2>Log in</h2>
          <Field label="Name" name="name" autoComplete="username" />
          <Field label="Password" name="password" type="password" autoComplete="current-password" />
          <ErrorNotice text={login.error} />
          <button type="submit" class="button primary" disabled={login.busy}>
            {login.busy ? 'Logging in…' : 'Log in'}
          </button>
          <p class="muted">
            To look around: <span class="mono">user</span> with <span class="mono">password</span>.
          </p>
        </form>
        <form
          class="panel stack"
          aria-label="Register"
          onSubmit={submit(register, ['name', 'password', 'email', 'repeated'])}
        >
          <h2>Register</h2>
          <Field label="Name" name="name" autoComplete="username" />
          <Field label="E-mail" name="email" type="email" autoComplete="email" />
          <Field label="Password" name="password" type="password" autoComplete="new-password" />
          <Field label="Repeat password" name="repeated" type="password" autoComplete="new-password" />
          <ErrorNotice text={register.error} />
          <button type="submit" class="button" disabled={register.busy}>
            {register.busy ? 'Registering…' : 'Register'}
          </button>
        </form>
      </div>
    </>
  );
}

const submit =
  (action: Action<[string, string, string, string]> | Action<[string, string]>, names: string[]) =>
  (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name = '', password = '', email = '', repeated = ''] = names.map((field) =>
      String(form.get(field) ?? ''),
    );
    void action.run(name, password, email, repeated);
  };
