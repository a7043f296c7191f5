import { replay } from './replay.ts';

for (const service of ['contacts', 'notifications', 'chat', 'docstore', 'filestore', 'spelling'])
  replay(service);
