// `npm run export` writes trees that are complete and hold one form only; `npm test -- exported` also runs one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { apps } from '#apps/apps';
import { reducedLock } from '#compose/export/lock';
import { packageFile } from '#compose/export/package-file';
import { writeTrees } from '#compose/export/write-trees';
import { type Form, forms } from '#shared/app/addresses';
import { type App, actionsOf, needsIn, processesOf } from '#shared/app/define-app';
import { moduleGraph } from '#shared/ledger/module-graph';
import { entriesOf } from '#shared/ledger/reach';
import { blameSystem, parseJson } from '#shared/parse';

const root = join(import.meta.dirname, '..', '..');
const target = mkdtempSync(join(tmpdir(), 'export-'));
after(() => rmSync(target, { recursive: true, force: true }));

/** What runs in a form of an application, with the names of its needs. */
function runningIn(app: App, form: Form): unknown[] {
  const actions = form === 'serverless' ? actionsOf(app) : [];
  return [...processesOf(app, form), ...actions].map(({ name, entry, spec }) => {
    const { summary, port, protocol, settings, programs } = spec;
    const needs = needsIn(spec, form).map(([variable]) => variable);
    return { name, entry, summary, port, protocol, settings, programs, needs };
  });
}

for (const { app } of Object.values(apps))
  describe(`the trees of ${app.title}`, () => {
    const folder = join(target, app.name);
    before(() => writeTrees(root, app, folder));
    const filesOf = (form: Form): string[] => globSync('**/*.{js,ts}', { cwd: join(folder, form) });
    const entriesIn = (form: Form): string[] => [...entriesOf(app).values()].flatMap((each) => each[form]);

    for (const form of forms) {
      it(`have all entries of the ${form} form and no other`, () => {
        const entry = new RegExp(
          `^apps/${app.name}/[^/]+/(microservice|serverless|.*\\.(action|process))\\.ts$`,
        );
        const found = filesOf(form).filter((path) => entry.test(path) || path.includes('/variants/'));
        assert.deepEqual(found.sort(), [...new Set(entriesIn(form))].sort());
      });

      it(`have every file and package that one of the ${form} form imports, and no other application`, async () => {
        const tree = join(folder, form);
        const graph = await moduleGraph(tree, filesOf(form));
        const text = readFileSync(join(tree, 'package.json'), 'utf8');
        const { dependencies, devDependencies } = parseJson(packageFile, text, 'package.json', blameSystem);
        const packages = [...graph.values()]
          .flat()
          .filter(({ isExternal, path }) => isExternal && !path.startsWith('node:'))
          .map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? '');
        const missing = [...new Set(packages)].filter(
          (name) => !(name in dependencies) && !(`@types/${name}` in devDependencies),
        );
        assert.deepEqual(missing, []);
        assert.deepEqual(globSync('apps/*/', { cwd: tree }), [`apps/${app.name}`]);
        assert.ok(existsSync(join(tree, 'test', 'contract', app.name)));
      });
    }

    it('have the threads that their tests start', () => {
      for (const form of forms)
        for (const path of globSync(`test/${app.name}/*.ts`, { cwd: join(folder, form) })) {
          const text = readFileSync(join(folder, form, path), 'utf8');
          for (const [, thread = ''] of text.matchAll(/new URL\('(\.\/[^']+\.ts)', import\.meta\.url\)/g))
            assert.ok(existsSync(join(folder, form, dirname(path), thread)), `${path} starts ${thread}`);
        }
    });

    it('have the same text in each file that both have, besides the table of the services', () => {
      const different = filesOf('microservice').filter((path) => {
        const [one = '', other = ''] = forms.map((form) => join(folder, form, path));
        return existsSync(other) && readFileSync(one, 'utf8') !== readFileSync(other, 'utf8');
      });
      assert.deepEqual(different, [`apps/${app.name}/app.ts`]);
    });

    it('have a table with the processes, actions and needs of their form, and no others', async () => {
      for (const form of forms) {
        const tree = join(folder, form);
        symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
        const { apps: own } = (await import(join(tree, 'apps', 'apps.ts'))) as { apps: typeof apps };
        assert.deepEqual(Object.keys(own), [app.name]);
        const table = own[app.name]?.app ?? assert.fail();
        assert.deepEqual(runningIn(table, form), runningIn(app, form));
        if (form === 'microservice') assert.deepEqual(actionsOf(table), []);
        const needs = Object.values(table.services).flatMap((spec) => Object.values(spec.needs));
        assert.deepEqual(
          needs.filter(({ only = form }) => only !== form),
          [],
        );
        assert.doesNotMatch(readFileSync(join(tree, 'apps', app.name, 'app.ts'), 'utf8'), /variants/);
      }
    });
  });

it('a lock keeps the packages that are needed, and those of their own that these have', () => {
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { name: 'all' },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '^2.0.0', c: '1' } },
      'node_modules/a/node_modules/b': { version: '2.0.0', dependencies: { c: '1' } },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/c': { version: '1.0.0', peerDependencies: { d: '1' } },
      'node_modules/d': { version: '1.0.0' },
      'node_modules/e': { version: '1.0.0' },
    },
  };
  const own = {
    name: 'x',
    version: '1.0.0',
    dependencies: { a: '1' },
    devDependencies: {},
    optionalDependencies: {},
  };
  const { packages, ...rest } = reducedLock(lock, own);
  assert.deepEqual(Object.keys(packages), [
    '',
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
    'node_modules/d',
  ]);
  assert.deepEqual(rest, { lockfileVersion: 3, name: 'x' });
  assert.deepEqual(packages[''], own);
});

describe('npm run export', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'compose', 'export', 'command.ts'), ...args], {
      encoding: 'utf8',
    });

  it('writes nothing into a folder that is not empty', () => {
    const full = mkdtempSync(join(target, 'full-'));
    writeFileSync(join(full, 'mine'), '');
    const { status, stderr } = run('robot-shop', full);
    assert.equal(status, 2);
    assert.match(stderr, /full-\w+ is not empty: name a folder/);
    assert.deepEqual(globSync('*', { cwd: full }), ['mine']);
  });

  it('refuses wrong arguments with the remedy', () => {
    assert.match(run('robot-shop').stderr, /Give an APP and a DIR; npm run export -- --help/);
    assert.match(
      run('nosuch', join(target, 'x')).stderr,
      /no application 'nosuch'; APP is one of: robot-shop/,
    );
    assert.equal(existsSync(join(target, 'x')), false);
  });
});
