import { createStore } from '../../../../shared/ui/store.ts';
import { ApiError, api, apiJson } from './api.ts';
import type { Person } from './types.ts';

/** Who is logged in: undefined until that is known, null for nobody. */
export const session = createStore<Person | null | undefined>(undefined);

/** The ids of those whom the user follows. */
export const followees = createStore<ReadonlySet<string>>(new Set());

/** Finds out who is logged in; the cookie that says so cannot be read here. */
export async function openSession(): Promise<void> {
  try {
    const me = await apiJson<Person | null>('/api/user/me');
    // Before the page changes: whoever is shown it may go on at once.
    if (me !== null) await readFollowees();
    session.set(me);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    session.set(null);
  }
}

/** Logs in. Throws when name or password are wrong. */
export async function logIn(username: string, password: string): Promise<void> {
  await api('/api/user/login', { form: { username, password } });
  await openSession();
}

/** Makes an account and logs in. */
export async function signUp(
  form: Record<'first_name' | 'last_name' | 'username' | 'password', string>,
): Promise<void> {
  await api('/api/user/register', { form });
  await logIn(form.username, form.password);
}

/** Logs out. */
export async function logOut(): Promise<void> {
  await api('/api/user/logout', { form: {} });
  session.set(null);
  followees.set(new Set());
}

/** Follows somebody or stops. */
export async function follow(person: Person, how: 'follow' | 'unfollow'): Promise<void> {
  const me = session.get();
  if (!me) return;
  await api(`/api/user/${how}`, { form: { user_id: me.user_id, followee_id: person.user_id } });
  await readFollowees();
}

async function readFollowees(): Promise<void> {
  const edges = await apiJson<{ followee_id: string }[]>('/api/user/get_followee');
  followees.set(new Set(edges.map(({ followee_id }) => followee_id)));
}
