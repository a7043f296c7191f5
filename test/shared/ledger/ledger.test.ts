import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { message, web } from '#shared/app/actions';
import { defineApp } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import { csv } from '#shared/ledger/csv';
import { ledgerOf } from '#shared/ledger/ledger';
import { appMarkdown, overviewMarkdown } from '#shared/ledger/markdown';
import { moduleGraph, reachedFrom } from '#shared/ledger/module-graph';
import { type AppReport, reportOf } from '#shared/ledger/report';
import { tree } from './tree.ts';

const files = {
  'shared/glue/listen.ts': 'export const listen = 1;\n',
  'shared/glue/inject-request.ts': '// why\nexport const injectRequest = 1;\nexport const also = 2;\n',
  'shared/messaging/rabbitmq.ts': 'export const publisher = 1;\n',
  'shared/http/service.ts': 'export const service = 1;\n',
  'apps/shop/broker.ts': 'export const amqpUrl = 1;\n',
  'apps/shop/till/prices.ts': '/** Cents. */\nexport interface Price {\n  cents: number;\n}\n',
  'apps/shop/till/service.ts':
    "import { service } from '#shared/http/service';\nimport type { Price } from './prices.ts';\nexport const till = (price: Price) => [service, price];\n",
  'apps/shop/till/drawer.ts':
    "import { readFileSync } from 'node:fs';\n\nexport const drawer = readFileSync;\n",
  'apps/shop/till/microservice.ts': [
    "import { listen } from '#shared/glue/listen';",
    "import { publisher } from '#shared/messaging/rabbitmq';",
    "import { amqpUrl } from '../broker.ts';",
    "import { drawer } from './drawer.ts';",
    "import { till } from './service.ts';",
    '',
    'const sold = publisher(amqpUrl);',
    'listen(till, sold, drawer);',
    'drawer();',
    '',
  ].join('\n'),
  'apps/shop/till/serverless.ts':
    "import { injectRequest } from '#shared/glue/inject-request';\nimport { till } from './service.ts';\n\nexport const main = injectRequest(till);\n",
  'apps/shop/till/count.action.ts': "import { till } from './service.ts';\n\nexport const main = till;\n",
  'apps/shop/till/variants/other.ts': 'export const main = 1;\n',
  'apps/shop/door/microservice.ts': "import { listen } from '#shared/glue/listen';\nlisten();\n",
};
const root = tree(files);
const app = defineApp({
  name: 'shop',
  title: 'Shop',
  gateway: 'door',
  services: {
    till: {
      summary: 'sells',
      needs: {},
      actions: { main: web(), count: message() },
      variants: { other: { replaces: ['main'] } },
    },
    door: { summary: 'front door', needs: {}, staysProcess: 'microservice.ts' },
  },
});

describe('the graph of modules', () => {
  it('has imports of types, and names packages and modules of Node', async () => {
    const graph = await moduleGraph(root, ['apps/shop/till/microservice.ts']);
    const reached = reachedFrom(graph, ['apps/shop/till/service.ts']);
    assert.deepEqual([...reached].sort(), [
      'apps/shop/till/prices.ts',
      'apps/shop/till/service.ts',
      'shared/http/service.ts',
    ]);
    assert.equal(graph.get('apps/shop/till/drawer.ts')?.[0]?.path, 'node:fs');
  });

  it('names the file of an import that leads nowhere', async () => {
    const broken = tree({ 'apps/a.ts': "import { b } from './b.ts';\nb();\n" });
    await assert.rejects(moduleGraph(broken, ['apps/a.ts']), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.match(error.message, /apps\/a\.ts:1: Could not resolve "\.\/b\.ts"/);
      return true;
    });
  });
});

describe('the ledger of an application', () => {
  let report: AppReport;
  before(async () => {
    const commit = { hash: '0123456789', title: 'Migrate till', added: 5, removed: 1 };
    report = reportOf(await ledgerOf(root, app), { till: commit });
  });

  it('counts what both forms reach, and what only one reaches, without variants', () => {
    const [till, ...others] = report.services;
    assert.deepEqual(others, []);
    assert.ok(till !== undefined);
    // The service has 3 lines and the price 3; the entry of the process has 8 and the drawer 2; those of the actions have 3 and 2.
    assert.deepEqual([till.both, till.removed, till.added], [6, 10, 5]);
    assert.equal(till.share, (100 * 15) / 16);
    assert.deepEqual(report.unchanged, ['door']);
  });

  it('gives each line of an entry to the lesson of what it calls, and other files to that of what they import', () => {
    assert.deepEqual(report.services[0]?.byLesson, {
      // The drawer reads files; the entry imports and calls it.
      state: { removed: 4, added: 0 },
      'listening and routing': { removed: 2, added: 2 },
      communication: { removed: 2, added: 0 },
      other: { removed: 2, added: 3 },
    });
  });

  it('counts files beside the services and modules of shared/ once, without the services that do not change', () => {
    assert.deepEqual(
      report.beside.files.map(({ path }) => path),
      ['apps/shop/broker.ts'],
    );
    assert.deepEqual(
      report.glue.files.map(({ path, onlyIn }) => [path, onlyIn]),
      [
        ['shared/glue/inject-request.ts', 'serverless'],
        ['shared/glue/listen.ts', 'microservice'],
        ['shared/messaging/rabbitmq.ts', 'microservice'],
      ],
    );
    assert.deepEqual([report.withGlue.removed, report.withGlue.added], [10 + 1 + 2, 5 + 2]);
    assert.equal(report.withGlue.share, (100 * 20) / 16);
  });

  it('is printed with the same figures as Markdown and CSV', () => {
    const row = '| `till` | 6 | 10 | 5 | 93.8 % | −4 +0 | −2 +2 | −2 +0 | −2 +3 | `0123456` −1 +5 |';
    assert.ok(appMarkdown(report).includes(row), appMarkdown(report));
    assert.match(overviewMarkdown([report]), /\| 1 of 2 \| 6 \| 10 \| 5 \| 93\.8 % \| 125\.0 % \| – \| – \|/);
    const [head = '', first = ''] = csv([report]).split('\n');
    assert.equal(head.split(',').length, first.split(',').length);
    assert.equal(first, 'shop,service,till,6,10,5,93.75,4,0,2,2,2,0,2,3,0123456789,1,5');
  });
});
