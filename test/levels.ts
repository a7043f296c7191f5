import type { Form } from '#shared/app/addresses';
import { defaultPlacement, placementNames } from '#wsk/placements/placement';

/** Forms of applications that run while the files of a level do. Levels that name the same object share one run of them. */
export interface Deployment {
  /** Names of applications; all, unless said otherwise. */
  apps?: readonly string[];
  forms?: readonly Form[];
  /** Runs the services in threads of the test runner, without an OpenWhisk; else as `npm start` runs them. */
  inProcess?: true;
  /** Variables that change how the applications run; the tests see them too. */
  environment?: Readonly<Record<string, string>>;
  /** Variants of services, `SERVICE=NAME`; none, unless said otherwise. */
  variants?: readonly string[];
  /** The major version of the Node on which actions run; that of the platform, unless said otherwise. */
  actionNode?: 20;
}

/** What has to be on the machine beside the components. */
export type Tool = 'chromium' | 'stock Thrift' | 'clean Debian' | 'images';

/** Test files and what they need. */
export interface Level {
  name: string;
  /** Patterns of files. Those of an earlier pattern start earlier, so the longest come first. */
  files: readonly string[];
  /** How many files run at the same time: 1 where they break or load what they share. */
  concurrency: number;
  /** What runs around the files: all components with filled stores, or also forms of applications; absent for nothing. */
  on?: 'components' | Deployment;
  tools?: readonly Tool[];
  /** Runs only when it is named, because it takes more than 3 minutes. */
  onlyByName?: true;
}

const bothForms: Deployment = {};

/** The contract in each placement that has a folder in `wsk/placements`. */
const ofPlacements = placementNames
  .filter((name) => name !== defaultPlacement.name)
  .map(
    (placement): Level => ({
      name: `contract-${placement}`,
      files: ['test/contract/robot-shop/*.test.ts', 'test/contract/social-network/*.test.ts'],
      on: {
        apps: ['robot-shop', 'social-network'],
        forms: ['serverless'],
        environment: { PLACEMENT: placement },
      },
      concurrency: 2,
    }),
  );

/** All levels, in the order in which they run. */
export const levels: readonly Level[] = [
  {
    name: 'unit',
    files: ['test/{apps,bench,harness,local,shared}/**/*.test.ts'],
    concurrency: 2,
    tools: ['stock Thrift'],
  },
  { name: 'glue', files: ['test/glue/**/*.test.ts'], concurrency: 2 },
  { name: 'platform', files: ['test/platform/**/*.test.ts'], concurrency: 2 },
  { name: 'start', files: ['test/start/**/*.test.ts'], concurrency: 1 },
  {
    name: 'contract',
    files: ['test/contract/*/parity.test.ts', 'test/contract/**/*.test.ts'],
    on: bothForms,
    concurrency: 2,
    tools: ['stock Thrift'],
  },
  {
    name: 'clients',
    files: ['test/clients/*.test.ts'],
    on: bothForms,
    concurrency: 2,
    tools: ['chromium'],
  },
  { name: 'scenario', files: ['test/scenario/**/*.test.ts'], on: bothForms, concurrency: 1 },
  {
    name: 'browser',
    files: ['test/browser/**/*.test.ts'],
    on: bothForms,
    // A browser without a graphics card takes whole cores.
    concurrency: 1,
    tools: ['chromium'],
  },
  { name: 'faults', files: ['test/faults/**/*.test.ts'], on: bothForms, concurrency: 1 },
  {
    name: 'load',
    files: ['test/load/**/*.test.ts'],
    // With endless stock, as in the original.
    on: { apps: ['robot-shop', 'social-network'], environment: { COMPAT: 'original' } },
    concurrency: 1,
  },
  {
    name: 'editors',
    files: ['test/editors/*.test.ts'],
    // A hundred editors come from one address, and links need no log-in.
    on: { apps: ['overleaf'], environment: { DISABLE_RATE_LIMITS: 'true', ALLOW_PUBLIC_ACCESS: 'true' } },
    concurrency: 1,
  },
  { name: 'state', files: ['test/state/**/*.test.ts'], on: 'components', concurrency: 1 },
  // Several files suspend the same brokers.
  { name: 'messages', files: ['test/messages/**/*.test.ts'], on: 'components', concurrency: 1 },
  {
    name: 'contract-in-process',
    // Without parity.test.ts, which compares the forms and not the hosts.
    files: ['test/contract/*/!(parity).test.ts'],
    on: { inProcess: true },
    concurrency: 2,
    tools: ['stock Thrift'],
  },
  ...ofPlacements,
  {
    name: 'contract-variants',
    // Of Overleaf what is about its one service that has a variant.
    files: [
      'test/contract/{robot-shop,social-network,lab-insurance}/!(parity).test.ts',
      'test/contract/overleaf/{recorded,spelling,web-neighbours}.test.ts',
    ],
    on: {
      forms: ['serverless'],
      variants: [
        'catalogue=bypass',
        'spelling=bypass',
        'payment=on-publish',
        'post-storage=keep-listener',
        'policy=on-publish',
      ],
    },
    concurrency: 2,
  },
  {
    name: 'contract-node-20',
    files: ['test/contract/**/*.test.ts'],
    on: { forms: ['serverless'], actionNode: 20 },
    concurrency: 2,
  },
  {
    name: 'many-instances',
    files: ['test/contract/lab-insurance/*.test.ts'],
    on: {
      apps: ['lab-insurance'],
      forms: ['serverless'],
      // So few activations in an instance that there are several as soon as a few requests come at once.
      environment: { ACTION_CONCURRENCY: '2', ACTION_MEMORY_MB: '24576' },
    },
    concurrency: 2,
  },
  // One file after the other: TeX takes whole cores, and compiles have limits of time.
  {
    name: 'tex',
    files: ['test/tex/*.test.ts'],
    on: { apps: ['overleaf'] },
    concurrency: 1,
    onlyByName: true,
  },
  {
    name: 'clean-debian',
    files: ['test/clean-debian/*.test.ts'],
    concurrency: 1,
    tools: ['clean Debian'],
    onlyByName: true,
  },
  // One file, which starts one tree after the other.
  { name: 'exported', files: ['test/exported/*.test.ts'], concurrency: 1, onlyByName: true },
  {
    name: 'docker',
    files: ['test/docker/*.test.ts'],
    concurrency: 1,
    tools: ['images'],
    onlyByName: true,
  },
];

/**
 * The levels that run when none is named, in two groups that take about the same time side by side. Those on both forms of all
 * applications share one deployment, so they are in one group.
 */
export const groups: readonly (readonly Level[])[] = [true, false].map((isOnBothForms) =>
  levels.filter(({ on, onlyByName }) => !onlyByName && (on === bothForms) === isOnBothForms),
);
