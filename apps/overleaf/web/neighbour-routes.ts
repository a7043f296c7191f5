import { Router } from 'express';
import { chatRoutes } from './chat.ts';
import { historyRoutes } from './history.ts';
import { notificationRoutes } from './notifications.ts';
import { spellingRoutes } from './spelling.ts';
import { tagRoutes } from './tags.ts';

/** What web lets users do with services that have no pages of their own. */
export const neighbourRoutes = Router();
neighbourRoutes.use(tagRoutes, spellingRoutes, chatRoutes, historyRoutes, notificationRoutes);
