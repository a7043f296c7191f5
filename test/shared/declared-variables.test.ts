import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

/** What a process says that reads the variables `read` where app.ts declares `declared`. */
function start(read: string[], declared: string): string {
  const program = `
    import { z } from 'zod';
    import { env } from '#shared/config/env';
    env({ ${read.map((name) => `${name}: z.string().optional()`).join(', ')} });`;
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    env: { ...process.env, SERVICE_NAME: 'shop/till', SERVICE_VARIABLES: declared },
  });
  return status === 0 ? 'starts' : (/Error: (.*)/.exec(stderr)?.[1] ?? stderr);
}

test('a service that reads what its app.ts declares starts', () => {
  assert.equal(start(['MONGO_URL', 'SPEED', 'HOST'], 'MONGO_URL SPEED TILL_PORT?'), 'starts');
});

test('a variable that only config.ts has is an error that names both files', () => {
  assert.match(
    start(['MONGO_URL', 'SPEED'], 'MONGO_URL'),
    /apps\/shop\/till\/config.ts reads SPEED, which apps\/shop\/app.ts does not declare/,
  );
});

test('a variable that only app.ts has is an error that names both files', () => {
  assert.match(
    start(['MONGO_URL'], 'MONGO_URL SPEED'),
    /apps\/shop\/app.ts declares SPEED for shop\/till, which apps\/shop\/till\/config.ts does not read/,
  );
});
