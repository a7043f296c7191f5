// `npm run deploy`: passes all applications to the command of wsk/cli/deploy.ts.
import { apps } from '#apps/apps';
import { runCommand } from '#shared/cli/run-command';
import { untilAborted } from '#shared/cli/stop';
import { deploy } from '#wsk/cli/deploy';

await runCommand(() => untilAborted(deploy(apps)));
