import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { contacts } from './service.ts';

await listen(contacts, config.CONTACTS_PORT);
