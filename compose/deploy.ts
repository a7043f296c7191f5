// `npm run deploy`: the command of wsk/cli/deploy.ts, with the applications that it can deploy.
import { apps } from '#apps/apps';
import { Failure } from '#shared/cli/failure';
import { letGo } from '#shared/cli/stop';
import { deploy } from '#wsk/cli/deploy';

try {
  await deploy(apps);
} catch (error) {
  process.stderr.write(
    `${error instanceof Failure ? error.message : error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = error instanceof Failure ? error.exitCode : 1;
}
letGo();
