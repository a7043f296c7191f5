// `node compose/image/command.ts DIR`: builds what the containers run.
import { runCommand } from '#shared/cli/run-command';
import { buildImageFiles } from './build.ts';

await runCommand(async () => {
  await buildImageFiles(process.argv[2] ?? '');
  return undefined;
});
