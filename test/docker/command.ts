// `npm run test:docker`
import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { runCommand } from '#shared/cli/run-command';
import { runLevels } from '../harness/run-levels.ts';
import { levels } from '../levels.ts';

const line = commandLine({
  call: 'npm run test:docker --',
  does: 'Runs each application in containers, in both forms, and breaks them; skipped where no Docker engine responds.',
  examples: { 'npm run test:docker': 'the same as npm test -- docker' },
  takes: 'about ten minutes, and ten more where images and Compose have to be built',
});

await runCommand(async () => {
  readCommandLine(line, process.argv.slice(2));
  return runLevels(levels.filter(({ name }) => name === 'docker'));
});
