import { Router } from 'express';
import * as z from 'zod';
import { readResponse } from '#shared/http/client';
import { idText } from '../../ids.ts';
import { ask } from '../neighbours.ts';
import { peopleById } from '../people.ts';
import { loggedInUser, needsLogin } from '../who.ts';

/** The people with whom a user has worked. */
export const contactRoutes = Router();

const answered = z.object({ contact_ids: z.array(idText) });

contactRoutes.get('/user/contacts', needsLogin, async (_request, response) => {
  const answer = await ask('contacts', `/user/${loggedInUser(response)._id}/contacts`);
  const { contact_ids } = readResponse(answered, answer, 'the contacts');
  const people = await peopleById(contact_ids);
  const contacts = contact_ids.flatMap((id) => people.get(id) ?? []);
  response.json({ contacts: contacts.map((person) => ({ ...person, type: 'user' })) });
});
