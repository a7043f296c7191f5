import { listen } from '#shared/glue/listen';
import { config } from './config.ts';
import { startDispatching } from './dispatcher.ts';
import { keepFlushing } from './keep-flushing.ts';
import { documentUpdater } from './service.ts';

startDispatching();
keepFlushing();
await listen(documentUpdater, config.DOCUMENT_UPDATER_PORT);
