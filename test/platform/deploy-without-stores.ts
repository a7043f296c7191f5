// `npm run deploy` for applications whose stores need not be filled.
import { apps } from '#apps/apps';
import { runCommand } from '#shared/cli/run-command';
import { deploy } from '#wsk/cli/deploy';

const withoutStores = Object.entries(apps).map(
  ([name, runnable]) => [name, { ...runnable, seed: async () => undefined }] as const,
);
await runCommand(() => deploy(Object.fromEntries(withoutStores), async () => undefined));
