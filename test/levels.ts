/** What a group of test files needs around it. */
export interface Level {
  name: string;
  files: string[];
  /** The deployment against which the files run; none for tests that bring all they need. */
  on:
    | 'nothing'
    | 'components'
    | 'both forms'
    | 'both forms, endless stock'
    | 'actions on Node 20'
    | 'fused actions'
    | 'many instances of LAB Insurance';
  /** Test files at the same time. */
  concurrency: number;
  env?: Record<string, string>;
}

/** All tests, in the order in which they run. */
export const levels: Level[] = [
  {
    name: 'unit',
    files: ['test/shared/**/*.test.ts', 'test/apps/**/*.test.ts', 'test/local/**/*.test.ts'],
    on: 'nothing',
    concurrency: 2,
  },
  { name: 'glue', files: ['test/glue/**/*.test.ts'], on: 'nothing', concurrency: 2 },
  { name: 'platform', files: ['test/platform/**/*.test.ts'], on: 'nothing', concurrency: 2 },
  { name: 'start', files: ['test/start/**/*.test.ts'], on: 'nothing', concurrency: 1 },
  { name: 'contract', files: ['test/contract/**/*.test.ts'], on: 'both forms', concurrency: 2 },
  { name: 'scenario', files: ['test/scenario/**/*.test.ts'], on: 'both forms', concurrency: 1 },
  { name: 'browser', files: ['test/browser/**/*.test.ts'], on: 'both forms', concurrency: 1 },
  { name: 'faults', files: ['test/faults/**/*.test.ts'], on: 'both forms', concurrency: 1 },
  { name: 'load', files: ['test/load/**/*.test.ts'], on: 'both forms, endless stock', concurrency: 1 },
  { name: 'state', files: ['test/state/**/*.test.ts'], on: 'components', concurrency: 1 },
  { name: 'messages', files: ['test/messages/**/*.test.ts'], on: 'components', concurrency: 1 },
  {
    name: 'contract-in-process',
    files: ['test/contract/**/*.test.ts'],
    on: 'components',
    concurrency: 1,
    env: { TEST_IN_PROCESS: 'true' },
  },
  {
    name: 'contract-fused',
    files: ['test/contract/robot-shop/*.test.ts', 'test/contract/social-network/*.test.ts'],
    on: 'fused actions',
    concurrency: 2,
  },
  {
    name: 'contract-node-20',
    files: ['test/contract/**/*.test.ts'],
    on: 'actions on Node 20',
    concurrency: 2,
  },
  {
    name: 'many-instances',
    files: ['test/contract/lab-insurance/*.test.ts'],
    on: 'many instances of LAB Insurance',
    concurrency: 2,
  },
];
