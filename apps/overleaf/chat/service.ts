import { errorHandler } from '#shared/http/service';
import { overleafService } from '../service-base.ts';
import { globalRoom } from './global.ts';
import { mongo } from './rooms.ts';
import { threads } from './threads.ts';

/** The messages of a project: its chat, and its threads of comments. */
export const chat = overleafService('chat', { mongo });

chat.use(globalRoom);
chat.use(threads);
chat.use(errorHandler());
