import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, test } from 'node:test';
import { apps } from '#apps/apps';
import { componentOf } from '#compose/local/components/components';
import { type App, actionsOf } from '#shared/app/define-app';
import type { Need } from '#shared/app/needs';
import { placementNames } from '#wsk/placements/placement';
import { levels } from '../levels.ts';

const root = join(import.meta.dirname, '..', '..');
const readmeOf = (app: string): string => readFileSync(join(root, 'apps', app, 'README.md'), 'utf8');

/** The service that is called by the name of one of its actions, or by its own. */
const serviceOf = (app: App, callee: string): string =>
  actionsOf(app).find(({ name }) => name === callee)?.service ?? callee;

for (const { app } of Object.values(apps)) {
  describe(`the README of ${app.title}`, () => {
    const readme = readmeOf(app.name);

    it('has the table of services of app.ts', () => {
      const rows = Object.entries(app.services).map(([name, spec]) => {
        const { summary, needs, actions = {}, processes = {} } = spec;
        const further = [...Object.values(actions), ...Object.values(processes)];
        const all = [needs, ...further.map((each) => each.needs ?? {})].flatMap(Object.values<Need>);
        const components = new Set(all.flatMap(({ component }) => component ?? []));
        const callees = new Set(
          all.flatMap(({ calls: callee }) => (callee === undefined ? [] : serviceOf(app, callee))),
        );
        const calls = [...callees].filter((callee) => callee !== name);
        const stores = [...components].map((component) => componentOf(component).title).join(', ') || '–';
        return `| \`${name}\` | ${summary} | ${stores} | ${calls.join(', ') || '–'} |`;
      });
      const table = /\| service \|.*\n\|---.*\n((?:\|.*\n)+)/.exec(readme)?.[1]?.trimEnd() ?? '';
      // A README may say more of each service in further columns.
      const described = table.split('\n').map((row) => /^(?:\|[^|]*){4}\|/.exec(row)?.[0]);
      assert.deepEqual(described, rows);
    });

    it('names files that are there', () => {
      const named = [...readme.matchAll(/`((?:[\w-]+\/)+[\w.-]+\.(?:tsx?|thrift))`/g)].map(
        ([, path = '']) => path,
      );
      assert.ok(named.length > 20);
      const missing = named.filter(
        (path) => ![join(root, path), join(root, 'apps', app.name, path)].some((place) => existsSync(place)),
      );
      assert.deepEqual(missing, []);
    });
  });
}

test('every defect of the original of LAB Insurance is decided', () => {
  const decided = [...readmeOf('lab-insurance').matchAll(/^\| (D\d+) \|/gm)].map(([, id]) => id);
  assert.deepEqual(
    decided,
    Array.from({ length: 24 }, (_, index) => `D${index + 1}`),
  );
});

describe('the README of the tests', () => {
  const readme = readFileSync(join(root, 'test', 'README.md'), 'utf8');
  /** The rows of the table whose first column is called so. */
  const tableOf = (head: string): string =>
    new RegExp(`^\\| ${head} \\|.*(?:\\n\\|.*)+`, 'm').exec(readme)?.[0] ?? '';
  const firstCells = (text: string): string[] =>
    [...text.matchAll(/^\| (?!-)(.*?) \|/gm)].map(([, cell = '']) => cell);

  it('has a row for each level, and one for those of all placements', () => {
    const ofPlacements = placementNames.map((name) => `contract-${name}`);
    const rows = firstCells(tableOf('level')).filter((name) => name !== 'contract-PLACEMENT');
    const others = levels.map(({ name }) => name).filter((name) => !ofPlacements.includes(name));
    assert.deepEqual(rows, ['level', ...others]);
  });

  it('has each benchmark that there is', () => {
    const { stdout } = spawnSync(process.execPath, [join(root, 'test', 'bench', 'run.ts'), '--help'], {
      encoding: 'utf8',
    });
    const names = /one of (.*)/.exec(stdout)?.[1]?.split(', ') ?? [];
    const listed = firstCells(tableOf('name')).flatMap((cell) =>
      [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
    );
    assert.ok(names.length > 5);
    assert.deepEqual(listed.sort(), names.sort());
  });
});

describe('the documents of the repository', () => {
  /** As GitHub makes it: `## The life of a post` is `#the-life-of-a-post`. */
  const anchorsIn = (text: string): string[] =>
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\- _]/gu, '')
        .replaceAll(' ', '-'),
    );
  /** Whether a link of a document leads somewhere: to a file, and to a heading in it if it names one. */
  function leadsSomewhere(document: string, link: string): boolean {
    const [path = '', anchor] = link.split('#');
    const file = path === '' ? document : join(dirname(document), decodeURI(path));
    if (!existsSync(file)) return false;
    return anchor === undefined || anchorsIn(readFileSync(file, 'utf8')).includes(anchor);
  }
  const documents = globSync('**/*.md', { cwd: root, exclude: ['**/node_modules/**'] });
  const inline = /\]\(<?([^)\s>]+)/g;
  const reference = /^\[[^\]]+\]:\s*(\S+)/gm;

  it('are all of them', () => {
    for (const document of ['README.md', 'shared/glue/README.md', 'apps/template/README.md'])
      assert.ok(documents.includes(document), document);
  });

  for (const document of documents)
    it(`${document} links to files and headings that exist`, () => {
      const path = join(root, document);
      const text = readFileSync(path, 'utf8');
      const links = [...text.matchAll(inline), ...text.matchAll(reference)].map(([, link = '']) => link);
      const broken = links.filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(path, link));
      assert.deepEqual(broken, []);
    });
});
