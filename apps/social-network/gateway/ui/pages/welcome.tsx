import { Field } from '../../../../../shared/ui/field.tsx';
import { useAction, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { Link, navigate } from '../../../../../shared/ui/router.tsx';
import { logIn, signUp } from '../session.ts';

const fieldsOf = (event: SubmitEvent): Record<string, string> =>
  Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<string, string>;

/** What somebody sees who is not logged in. */
export function WelcomePage({ path }: { path: string }) {
  return path === '/signup' ? <SignUp /> : <LogIn />;
}

function LogIn() {
  useTitle('Log in', 'Social Network');
  const enter = useAction(async ({ username = '', password = '' }: Record<string, string>) => {
    await logIn(username, password);
    navigate('/');
  });
  return (
    <section class="panel narrow stack">
      <h1>Log in</h1>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void enter.run(fieldsOf(event));
        }}
      >
        <Field label="Username" name="username" autoComplete="username" autoFocus />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
        <ErrorNotice text={enter.error} />
        <button type="submit" class="button primary" disabled={enter.busy}>
          Log in
        </button>
      </form>
      <p>
        New here? <Link to="/signup">Sign up</Link>. Or be <span class="mono">ada</span>,{' '}
        <span class="mono">grace</span> or <span class="mono">alan</span>, with the password{' '}
        <span class="mono">social</span>.
      </p>
    </section>
  );
}

function SignUp() {
  useTitle('Sign up', 'Social Network');
  const enter = useAction(async (fields: Record<string, string>) => {
    await signUp(fields as Parameters<typeof signUp>[0]);
    navigate('/');
  });
  return (
    <section class="panel narrow stack">
      <h1>Sign up</h1>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void enter.run(fieldsOf(event));
        }}
      >
        <Field label="First name" name="first_name" autoComplete="given-name" autoFocus />
        <Field label="Last name" name="last_name" autoComplete="family-name" />
        <Field
          label="Username"
          name="username"
          autoComplete="username"
          pattern="[A-Za-z0-9_\-]+"
          title="Letters, digits, _ and -, so that others can mention you"
        />
        <Field label="Password" name="password" type="password" autoComplete="new-password" />
        <ErrorNotice text={enter.error} />
        <button type="submit" class="button primary" disabled={enter.busy}>
          Sign up
        </button>
      </form>
      <p>
        Have an account? <Link to="/login">Log in</Link>.
      </p>
    </section>
  );
}
