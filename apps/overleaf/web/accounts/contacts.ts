import { Router } from 'express';
import { ObjectId } from 'mongodb';
import * as z from 'zod';
import { readResponse } from '#shared/http/client';
import { idText } from '../../ids.ts';
import { withUsers } from '../db.ts';
import { ask } from '../neighbours.ts';
import { loggedInUser, needsLogin } from '../who.ts';

/** The people with whom a user has worked. */
export const contactRoutes = Router();

const answered = z.object({ contact_ids: z.array(idText) });

contactRoutes.get('/user/contacts', needsLogin, async (_request, response) => {
  const answer = await ask('contacts', `/user/${loggedInUser(response)._id}/contacts`);
  const { contact_ids } = readResponse(answered, answer, 'the contacts');
  const found = await withUsers((users) =>
    users.find({ _id: { $in: contact_ids.map((id) => new ObjectId(id)) } }).toArray(),
  );
  const people = new Map(found.map((user) => [user._id.toHexString(), user]));
  response.json({
    contacts: contact_ids.flatMap((id) => {
      const user = people.get(id);
      if (user === undefined) return [];
      const { email, first_name, last_name } = user;
      return [{ id, email, first_name, last_name, type: 'user' }];
    }),
  });
});
