import * as z from 'zod';
import { errorHandler } from '#shared/http/service';
import { parse } from '#shared/parse';
import { idFrom } from '../ids.ts';
import { overleafService } from '../service-base.ts';
import { addNotification, mongo, readById, readByKey, readByKeyForAll, unreadOf } from './notifications.ts';

const date = z
  .union([z.string(), z.number()])
  .transform((value) => new Date(value))
  .refine((value) => !Number.isNaN(value.getTime()), 'must be a date');

const newNotification = z.object({
  key: z.string().min(1),
  templateKey: z.string().min(1),
  messageOpts: z.unknown().optional(),
  expires: date.nullish(),
  forceCreate: z.boolean().default(false),
});
const byKey = z.object({ key: z.string().min(1) });

/** What users are told on their dashboard. */
export const notifications = overleafService('notifications', { mongo }, { status: 'notifications is up' });

notifications
  .route('/user/:user')
  .get(async ({ params }, response) => {
    response.json(await unreadOf(idFrom(params.user, 'the user')));
  })
  .post(async ({ params, body }, response) => {
    const user = idFrom(params.user, 'the user');
    const { forceCreate, expires, messageOpts = null, ...rest } = parse(newNotification, body, 'body');
    const notification = { ...rest, messageOpts, ...(expires && { expires }) };
    await addNotification(user, notification, forceCreate);
    response.sendStatus(200);
  })
  .delete(async ({ params, body }, response) => {
    const user = idFrom(params.user, 'the user');
    await readByKey(user, parse(byKey, body, 'body').key);
    response.sendStatus(200);
  });

notifications.delete('/user/:user/notification/:id', async ({ params }, response) => {
  await readById(idFrom(params.user, 'the user'), idFrom(params.id, 'the notification'));
  response.sendStatus(200);
});

notifications.delete('/key/:key', async ({ params }, response) => {
  await readByKeyForAll(params.key);
  response.sendStatus(200);
});

notifications.use(errorHandler());
