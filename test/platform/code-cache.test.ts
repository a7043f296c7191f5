import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually } from '#test/harness/eventually';
import type { Action } from '#wsk/platform/entities/entities';
import { createCodeCache } from '#wsk/platform/pool/code-cache';

test('several instances of one action may store a code cache at the same time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-caches-'));
  try {
    const cache = createCodeCache(join(folder, 'files'));
    const action = { exec: { kind: 'nodejs:20', code: 'function main() {}' } } as Action;
    const path = cache.pathFor('guest', action);
    for (let instance = 0; instance < 20; instance += 1) cache.store(path, Buffer.alloc(100_000, instance));
    await eventually(() => {
      assert.ok(existsSync(path));
      assert.equal(readdirSync(join(folder, 'files')).length, 1);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
