import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

it('the README of Overleaf lists the clients that the tests run, with their versions', () => {
  const [, rows = ''] = /\| client \|.*\n\|---.*\n((?:\|.*\n)+)/.exec(read('apps/overleaf/README.md')) ?? [];
  const listed = [...rows.matchAll(/^\| (\S+) (\S+) \|/gm)].map(([, name, version]) => `${name} ${version}`);
  const [ofPyPi = ''] = read('test/clients/requirements.txt').split('\n\n');
  const run = [...ofPyPi.matchAll(/^([\w-]+)==(\S+)$/gm)].map(([, name, version]) => `${name} ${version}`);
  const [, ofNpm = ''] = /'socket\.io-client@([\d.]+)'/.exec(read('test/clients/install.ts')) ?? [];
  assert.deepEqual(listed.sort(), [...run, `socket.io-client ${ofNpm}`].sort());
});
