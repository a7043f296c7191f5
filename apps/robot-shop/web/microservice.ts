import { listen } from '#shared/glue/listen';
import { config, services } from './config.ts';
import { web } from './service.ts';

await listen(web({ services, other: config.OTHER_FORM_URL }), config.WEB_PORT);
