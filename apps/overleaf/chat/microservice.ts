import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { chat } from './service.ts';

await listen(chat, config.CHAT_PORT);
