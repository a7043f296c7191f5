import * as z from 'zod';
import { forms } from '#shared/app/addresses';
import { env } from '#shared/config/env';
import { listen } from '#shared/glue/listen';
import { withFormHeader } from '#shared/http/form-header';
import { forwardUpgrades } from '#shared/http/upgrade';
import { config } from './config.ts';
import { behind } from './routes.ts';
import { web } from './service.ts';

// The only entry, because the front door is the same process in both forms.
const { FORM } = env({ FORM: z.enum(forms).default('microservice') });
const server = await listen(withFormHeader(FORM, web(config)), config.WEB_PORT);
forwardUpgrades(server, (path) => {
  const target = behind(config, path);
  return target?.service === 'chat' ? target : undefined;
});
