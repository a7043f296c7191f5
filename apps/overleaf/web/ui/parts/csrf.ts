import * as z from 'zod';
import { metaText } from './metas.ts';

/** What the site says of a token that is not one of the present session. */
const refusal = 'Forbidden: the csrf token is missing or wrong; load the page again';

let token = metaText('ol-csrfToken');

/** The token for requests that change something. */
export const csrfToken = (): string => token;

/** Who is logged in now: whoever has opened this page, somebody else, or nobody. */
export async function whoIsHere(): Promise<'same' | 'other' | 'nobody'> {
  const response = await fetch('/user/personal_info', { headers: { accept: 'application/json' } });
  if (response.status === 401) return 'nobody';
  const { id } = z.object({ id: z.string() }).parse(await response.json());
  return id === metaText('ol-user_id') ? 'same' : 'other';
}

/**
 * Whether a request was refused only because its token is one of an earlier session, and is worth another try: then the token is a new
 * one. Rejects, in words, when this person is not logged in any more.
 */
export async function mayTryAgain(status: number, text: string): Promise<boolean> {
  if (status !== 403 || !text.includes(refusal) || metaText('ol-user_id') === '') return false;
  const who = await whoIsHere();
  if (who === 'nobody')
    throw new Error('you are not logged in any more: log in in another tab, and try again here');
  if (who === 'other')
    throw new Error(
      'somebody else has logged in in this browser: load the page again, as the one who is here now',
    );
  token = await (await fetch('/dev/csrf')).text();
  return true;
}
