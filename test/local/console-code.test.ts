import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { robotShop } from '#apps/robot-shop/app';
import { readSource } from '#compose/local/console/code';
import { fileLog, logFile, readLog } from '#compose/local/trace-log';

it('shows the folders of services and the files in them', async () => {
  const folder = await readSource(robotShop, 'payment/');
  assert.ok(folder?.entries?.includes('microservice.ts') && folder.entries.includes('variants/'));
  const file = await readSource(robotShop, 'payment/serverless.ts');
  assert.match(file?.text ?? '', /export const main/);
});

for (const path of [
  '',
  '.',
  '..',
  'payment/../app.ts',
  '../../package.json',
  'seed/load.ts',
  'payment/no.ts',
])
  it(`shows nothing at "${path}"`, async () => {
    assert.equal(await readSource(robotShop, path), undefined);
  });

it('shows no picture as text', async () => {
  assert.equal(await readSource(robotShop, 'web/images/STAN-1.png'), undefined);
});

it('shows the end of a long log in whole lines', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const path = logFile(folder, 'microservice', 'cart');
  assert.equal(await readLog(path), '');
  const write = fileLog(path);
  for (const line of ['first', 'x'.repeat(1024 * 1024), 'last but one', 'last']) write(line);
  assert.equal(await readLog(path), 'last but one\nlast\n');
  rmSync(folder, { recursive: true });
});
