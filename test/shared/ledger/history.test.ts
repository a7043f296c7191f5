import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { foundMigrations, withoutHistory } from '#shared/ledger/history';
import { tree } from './tree.ts';

const root = tree({});
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], {
    cwd: root,
    encoding: 'utf8',
  });

/** Commits files with a number of lines each; returns the hash. */
function commit(title: string, files: Readonly<Record<string, number>>): string {
  for (const [path, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'line\n'.repeat(lines));
  }
  git('add', '-A');
  git('commit', '-qm', title);
  return git('rev-parse', 'HEAD').trim();
}

describe('the migrations in a history', () => {
  let hash: string;
  before(() => {
    git('init', '-q');
    commit('Sell', { 'apps/shop/till/microservice.ts': 3, 'apps/shop/till/service.ts': 9 });
    commit('Sell in both forms', { 'apps/shop/cart/microservice.ts': 3, 'apps/shop/cart/serverless.ts': 2 });
    commit('Look and ask', { 'apps/shop/look/microservice.ts': 3, 'apps/shop/ask/microservice.ts': 3 });
    hash = commit('Run till as an action', {
      'apps/shop/till/serverless.ts': 4,
      'apps/shop/till/service.ts': 7,
      'apps/shop/README.md': 20,
      'test/contract/shop/till.test.ts': 30,
    });
    commit('Run two at once', { 'apps/shop/look/serverless.ts': 2, 'apps/shop/ask/serverless.ts': 2 });
    commit('Change till', { 'apps/shop/till/serverless.ts': 9 });
  });

  it('are commits that have added the serverless form of one service, with the lines of its code', () => {
    assert.deepEqual(foundMigrations(root, 'shop', ['till', 'cart', 'look', 'ask']), {
      till: { hash, title: 'Run till as an action', added: 4, removed: 2 },
    });
  });

  it('are not looked for where the history is not', () => {
    assert.equal(withoutHistory(root), undefined);
    assert.equal(withoutHistory(tree({})), 'there is no .git');
    const shallow = join(tree({}), 'copy');
    execFileSync('git', ['clone', '-q', '--depth', '1', pathToFileURL(root).href, shallow]);
    assert.equal(withoutHistory(shallow), 'the clone is shallow');
  });
});
