// `npm run deploy`: the command of wsk/cli/deploy.ts, with the applications that it can deploy.
import { apps } from '#apps/apps';
import { runCommand } from '#shared/cli/run-command';
import { deploy } from '#wsk/cli/deploy';

await runCommand(() => deploy(apps));
