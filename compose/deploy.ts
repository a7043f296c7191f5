// `npm run deploy`: passes all applications, and what runs their processes, to the command of wsk/cli/deploy.ts.
import { apps } from '#apps/apps';
import { runCommand } from '#shared/cli/run-command';
import { deploy } from '#wsk/cli/deploy';
import { serve } from './local/serve.ts';

await runCommand(() => deploy(apps, serve));
