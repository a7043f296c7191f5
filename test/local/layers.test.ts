import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { forbiddenImports } from '#compose/local/layers';

const root = mkdtempSync(join(tmpdir(), 'layers-'));
after(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const imported = [
  'apps/apps.ts',
  'apps/lab-insurance/app.ts',
  'apps/robot-shop/app.ts',
  'apps/robot-shop/cart/service.ts',
  'compose/local/start.ts',
  'shared/errors.ts',
  'test/levels.ts',
  'test/platform/placements/direct/callers.ts',
  'wsk/cli/deploy.ts',
  'wsk/deploy/deploy-app.ts',
  'wsk/placements/direct/placement.ts',
  'wsk/placements/fused/placement.ts',
  'wsk/placements/placement.ts',
  'wsk/platform/platform.ts',
  'wsk/protocol/frames.ts',
  'wsk/runtime/main.ts',
];
for (const file of imported)
  write(file, 'export interface Thing { name: string }\nexport const thing = 1;\n');
const folders = ['apps', 'compose', 'shared', 'test', 'wsk'];
write(
  'package.json',
  JSON.stringify({
    type: 'module',
    imports: Object.fromEntries(folders.map((name) => [`#${name}/*`, `./${name}/*.ts`])),
  }),
);
write(
  'tsconfig.json',
  JSON.stringify({
    compilerOptions: {
      module: 'NodeNext',
      noEmit: true,
      allowImportingTsExtensions: true,
      types: [],
    },
    include: folders,
  }),
);

/** Every way to import from a specifier. */
const ways: Record<string, (from: string) => string> = {
  'an import': (from) => `import { thing } from '${from}';\nconsole.log(thing);`,
  'an import of a type': (from) => `import type { Thing } from "${from}";\nexport type Other = Thing;`,
  'an import for its effects': (from) => `import '${from}';`,
  'an export from': (from) => `export { thing } from '${from}';`,
  'an export of all': (from) => `export * from '${from}';`,
  'a dynamic import': (from) => `export const later = () => import('${from}');`,
  'a dynamic import of a template': (from) => `export const later = () => import(/* now */ \`${from}\`);`,
  'a type of an import': (from) => `export type Other = import('${from}').Thing;`,
};

type Cases = [file: string, specifier: string][];

const forbidden: Cases = [
  ['shared/x.ts', '../apps/robot-shop/app.ts'],
  ['shared/x.ts', '../wsk/placements/placement.ts'],
  ['shared/deep/er/x.ts', '../../../apps/apps.ts'],
  ['shared/x.ts', '#test/levels'],
  ['apps/robot-shop/x.ts', '../../wsk/deploy/deploy-app.ts'],
  ['apps/robot-shop/x.ts', '../lab-insurance/app.ts'],
  ['apps/robot-shop/cart/x.ts', '#apps/lab-insurance/app'],
  ['apps/robot-shop/x.ts', '../apps.ts'],
  ['apps/x.ts', '../compose/local/start.ts'],
  ['wsk/platform/x.ts', '../../apps/robot-shop/app.ts'],
  ['wsk/platform/x.ts', '../placements/placement.ts'],
  ['wsk/platform/deep/x.ts', '#wsk/placements/direct/placement'],
  ['wsk/platform/x.ts', '../runtime/main.ts'],
  ['wsk/protocol/x.ts', '../platform/platform.ts'],
  ['wsk/protocol/x.ts', '../../shared/errors.ts'],
  ['wsk/runtime/x.ts', '#shared/errors'],
  ['wsk/runtime/x.ts', '../platform/platform.ts'],
  ['wsk/deploy/x.ts', '../protocol/frames.ts'],
  ['wsk/cli/x.ts', '../placements/direct/placement.ts'],
  ['wsk/placements/x.ts', './direct/placement.ts'],
  ['wsk/placements/fused/x.ts', '../direct/placement.ts'],
  ['compose/x.ts', '../test/levels.ts'],
  ['compose/local/x.ts', '#wsk/placements/fused/placement'],
  ['test/x.ts', '../wsk/placements/direct/placement.ts'],
  ['test/x.ts', './platform/placements/direct/callers.ts'],
];

const allowed: Cases = [
  ['shared/deep/y.ts', '../errors.ts'],
  ['apps/y.ts', './robot-shop/app.ts'],
  ['apps/robot-shop/pay/y.ts', '../cart/service.ts'],
  ['apps/robot-shop/pay/y.ts', '#apps/robot-shop/app'],
  ['apps/lab-insurance/y.ts', '../../shared/errors.ts'],
  ['wsk/runtime/y.ts', '../protocol/frames.ts'],
  ['wsk/platform/deep/y.ts', '../../protocol/frames.ts'],
  ['wsk/placements/direct/y.ts', '../../platform/platform.ts'],
  ['wsk/cli/y.ts', '../deploy/deploy-app.ts'],
  ['compose/local/y.ts', '../../apps/apps.ts'],
  ['compose/y.ts', '#wsk/cli/deploy'],
  ['test/deep/y.ts', '../../apps/robot-shop/cart/service.ts'],
  ['test/platform/placements/direct/y.ts', '#wsk/placements/direct/placement'],
];

/** The file of a case, under a name of its own. */
const fileOf = (cases: Cases, at: number): string => (cases[at]?.[0] ?? '').replace(/\.ts$/, `${at}.ts`);

const filesOf = (cases: Cases, source: (from: string) => string): Record<string, string> =>
  Object.fromEntries(cases.map(([, specifier], at) => [fileOf(cases, at), source(specifier)]));

/** The sentences about the files, which are removed afterwards. */
function problemsOf(files: Record<string, string>): string[] {
  for (const [file, text] of Object.entries(files)) write(file, text);
  try {
    return forbiddenImports(root, ['.']);
  } finally {
    for (const file of Object.keys(files)) rmSync(join(root, file));
  }
}

describe('the directions of imports', () => {
  for (const [way, source] of Object.entries(ways)) {
    it(`forbid ${way} against them, with file, line, specifier and remedy`, () => {
      const problems = problemsOf(filesOf(forbidden, (from) => `// A comment.\n${source(from)}\n`));
      assert.equal(problems.length, forbidden.length, problems.join('\n'));
      for (const [at, [, specifier]] of forbidden.entries()) {
        const file = fileOf(forbidden, at);
        const problem = problems.find((each) => each.startsWith(`${file}:2 imports `)) ?? '';
        assert.ok(problem.includes(specifier), `${file} imports ${specifier}`);
        assert.match(
          problem,
          /the files of \S+\/ (import no other folder|may import only .+): move the imported code there, or receive it/,
        );
      }
    });

    it(`allow ${way} along them`, () => {
      assert.deepEqual(problemsOf(filesOf(allowed, source)), []);
    });
  }

  it('allow packages, modules of Node, and texts and comments that only look like imports', () => {
    const text = [
      "import { join } from 'node:path';",
      "// import { thing } from '../apps/apps.ts';",
      'export const text = "import { thing } from \'../apps/apps.ts\';";',
      'console.log(join(text));',
      "export { thing } from './errors.ts';",
    ];
    assert.deepEqual(problemsOf({ 'shared/text.ts': text.join('\n') }), []);
  });

  it('hold for JavaScript too', () => {
    const [problem = ''] = problemsOf({ 'shared/old.js': "import '../apps/apps.ts';" });
    assert.match(problem, /^shared\/old\.js:1 imports '\.\.\/apps\/apps\.ts'/);
  });

  it('have a row for every file that imports something', () => {
    const [problem = ''] = problemsOf({ 'wsk/loose.ts': "import '../shared/errors.ts';" });
    assert.match(problem, /^wsk\/loose\.ts is in no folder of the table in compose\/local\/layers\.ts/);
  });
});
