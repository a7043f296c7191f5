import * as z from 'zod';
import { errorHandler } from '#shared/http/service';
import { parse } from '#shared/parse';
import { idFrom, idText } from '../ids.ts';
import { overleafService } from '../service-base.ts';
import { addContact, contactsOf, mongo } from './contacts.ts';

const newContact = z.object({ contact_id: idText });
const most = 50;

/** Who worked with whom, for the suggestions of the share dialog. */
export const contacts = overleafService('contacts', { mongo });

contacts.post('/user/:user/contacts', async ({ params, body }, response) => {
  const user = idFrom(params.user, 'the user');
  const { contact_id } = parse(newContact, body, 'body');
  await addContact(user, idFrom(contact_id, 'contact_id'));
  response.sendStatus(204);
});

contacts.get('/user/:user/contacts', async ({ params, query }, response) => {
  const all = await contactsOf(idFrom(params.user, 'the user'));
  response.json({ contact_ids: all.slice(0, limitOf(query.limit)) });
});

contacts.use(errorHandler());

/** As the original: no number gives no contacts, and a negative one leaves out that many from the end. */
function limitOf(text: unknown): number {
  if (text === undefined) return most;
  const limit = Number.parseInt(String(text), 10);
  return Number.isNaN(limit) ? 0 : Math.min(limit, most);
}
