import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { chat } from './service.ts';
import { chatSockets } from './sockets.ts';

const server = await listen(chat, config.CHAT_PORT);
chatSockets(server, { secret: config.JWT_SECRET });
