import { runCommand } from '#shared/cli/run-command';
import { deployFile } from '#wsk/cli/deploy-file';
import { openwhisk } from '#wsk/cli/openwhisk-command';

/** The command `openwhisk-embedded`: `deploy FILE` puts a file on a running OpenWhisk; all else are options to start one. */
export function commandLine([first, ...rest]: string[]): Promise<void> {
  if (first === 'deploy') return runCommand(() => deployFile(rest));
  return runCommand(() => openwhisk('openwhisk-embedded', first === undefined ? [] : [first, ...rest]));
}
