// `npm run openwhisk`
import { runCommand } from '#shared/cli/run-command';
import { openwhisk } from './openwhisk-command.ts';

await runCommand(() => openwhisk('npm run openwhisk --', process.argv.slice(2)));
