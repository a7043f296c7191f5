import { createStore } from '../../../../shared/ui/store.ts';

/** An agent who is logged in. */
export interface Session {
  username: string;
  /** Codes of the products that the agent may sell. */
  roles: string[];
  avatar: string;
  token: string;
  /** Milliseconds since 1970 until which the token is good. */
  until: number;
}

const key = 'lab-insurance-session';

/** Who is logged in; a reload keeps it, closing the tab ends it. */
export const session = createStore<Session | undefined>(restored());

/** Why somebody has to log in again, to be said above the form. */
export const endedBecause = createStore<string | undefined>(undefined);

session.subscribe(() => {
  try {
    const present = session.get();
    if (present === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(present));
  } catch {
    // Storage is switched off: the session then lasts until the next reload.
  }
});

/** Takes over what the log-in answered. */
export function begin(answer: {
  username: string;
  roles?: string[];
  avatar?: string;
  access_token: string;
  expires_in: number;
}): void {
  const { username, roles = [], avatar = '', access_token: token, expires_in } = answer;
  endedBecause.set(undefined);
  session.set({ username, roles, avatar, token, until: Date.now() + expires_in * 1000 });
}

/** Forgets who is logged in; the page stays where it is and goes on there after the next log-in. */
export function end(reason?: string): void {
  endedBecause.set(reason);
  session.set(undefined);
}

/** The address of an agent's picture, as the services name it, from any page. */
export const pictureOf = (avatar: string): string => `/${avatar.replace(/^\/+/, '')}`;

function restored(): Session | undefined {
  try {
    const saved = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Session | null;
    return saved !== null && saved.until > Date.now() ? saved : undefined;
  } catch {
    return undefined;
  }
}
