import { listen } from '#shared/glue/listen';
import { forwardUpgrades } from '#shared/http/proxy';
import { config } from './config.ts';
import { behind } from './routes.ts';
import { web } from './service.ts';

const server = await listen(web(config), config.WEB_PORT);
forwardUpgrades(server, (path) => {
  const target = behind(config, path);
  return target?.service === 'chat' ? target : undefined;
});
