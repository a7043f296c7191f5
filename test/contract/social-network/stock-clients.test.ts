// Clients that the stock Thrift compiler has made from our IDL, in Python and in JavaScript, call the microservices.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { generated, python, pythonEnvironment } from '#test/harness/stock-thrift';

const { SOCIAL_NETWORK_MICROSERVICE_SERVICES: services } = process.env;
const skip = services === undefined && 'needs the Thrift services: run `npm test`';
const idl = resolve('apps/social-network/social-network.thrift');
const run = promisify(execFile);

test('Python', { skip }, async () => {
  const script = join(import.meta.dirname, 'stock-client.py');
  const folder = generated(idl, 'py');
  const { stdout } = await run(python(), [script, folder, services ?? ''], { env: pythonEnvironment() });
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

test('JavaScript', { skip }, async () => {
  const folder = generated(idl, 'js:node,es6');
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const script = join(import.meta.dirname, 'stock-client.cjs');
  const { stdout } = await run(process.execPath, [script, folder, services ?? '']);
  assert.deepEqual(JSON.parse(stdout), {
    creator: true,
    media: [['5', 'png']],
    again: true,
    refused: true,
    token: 3,
  });
});
