// Clients that the stock Thrift compiler has made from our IDL, in Python and in JavaScript, call the microservices.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { describeForms } from '#test/harness/forms';
import { generated, python, pythonEnvironment } from '#test/harness/stock-thrift';
import { noClients } from '#test/social-network/client';

const idl = resolve('apps/social-network/social-network.thrift');
const run = promisify(execFile);

describeForms(
  'social-network',
  'stock Thrift clients',
  { forms: ['microservice'], skip: noClients },
  ({ services }) => {
    const addresses = JSON.stringify(services);

    test('Python', async () => {
      const script = join(import.meta.dirname, 'stock-client.py');
      const folder = generated(idl, 'py');
      const { stdout } = await run(python(), [script, folder, addresses], { env: pythonEnvironment() });
      assert.deepEqual(JSON.parse(stdout), {
        followers: true,
        own: [true],
        same: true,
        mentions: [true],
        again: true,
        refused: true,
        token: 2,
      });
    });

    test('JavaScript', async () => {
      const folder = generated(idl, 'js:node,es6');
      symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
      const script = join(import.meta.dirname, 'stock-client.cjs');
      const { stdout } = await run(process.execPath, [script, folder, addresses]);
      assert.deepEqual(JSON.parse(stdout), {
        creator: true,
        media: [['5', 'png']],
        again: true,
        refused: true,
        token: 3,
      });
    });
  },
);
