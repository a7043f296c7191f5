// `node openwhisk.js`: the embedded OpenWhisk.
import { runCommand } from '#shared/cli/run-command';
import { openwhisk } from '#wsk/cli/openwhisk-command';

await runCommand(() => openwhisk('node openwhisk.js', process.argv.slice(2)));
