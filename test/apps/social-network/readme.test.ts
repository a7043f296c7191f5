import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { socialNetwork } from '#apps/social-network/app';

const folder = join(import.meta.dirname, '..', '..', '..', 'apps', 'social-network');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const titles = {
  mongodb: 'MongoDB',
  redis: 'Redis',
  memcached: 'Memcached',
  mysql: 'MySQL',
  rabbitmq: 'RabbitMQ',
  postgresql: 'PostgreSQL',
  kafka: 'Kafka',
};

test('the table of services is that of app.ts', () => {
  const rows = Object.entries(socialNetwork.services).map(
    ([name, { summary, components = [], calls = [] }]) => {
      const stores = components.map((component) => titles[component]).join(', ') || '–';
      return `| \`${name}\` | ${summary} | ${stores} | ${calls.join(', ') || '–'} |`;
    },
  );
  const table = /\| service \|.*\n\|---.*\n((?:\|.*\n)+)/.exec(readme)?.[1]?.trimEnd();
  assert.equal(table, rows.join('\n'));
});

test('the files that it names are there', () => {
  const named = [...readme.matchAll(/`((?:[\w-]+\/)+[\w.-]+\.(?:tsx?|thrift))`/g)].map(
    ([, path = '']) => path,
  );
  assert.ok(named.length > 30, `${named.length} files`);
  const root = join(folder, '..', '..');
  for (const path of named)
    assert.ok(
      [folder, root].some((base) => existsSync(join(base, path))),
      path,
    );
});
