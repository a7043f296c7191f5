// Channels of the direct placement on platforms with a data folder.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createDirectExtension } from '#wsk/placements/direct/extension';
import { placement } from '#wsk/placements/direct/placement';
import { putAction, usePlatform } from '../../helper.ts';
import { putCallers } from './callers.ts';

const folder = mkdtempSync(join(tmpdir(), 'direct-data-'));
after(() => rmSync(folder, { recursive: true, force: true }));

for (const [keep, channels] of [
  ['entities', 1],
  ['all', 0],
] as const) {
  test(`an action has ${channels} channels when the folder keeps ${keep}`, async () => {
    const platform = await usePlatform({
      data: join(folder, keep),
      keep,
      maxConcurrency: 16,
      extensions: [createDirectExtension()],
    });
    const plugins = placement.archive?.({} as never, {} as never).plugins ?? [];
    const { callWeb } = await putCallers(platform, plugins);
    const code = 'const main = ({ i }) => ({ body: { i } })';
    await putAction(platform, 'echo', code, {
      annotations: { 'web-export': true },
      limits: { concurrency: 16 },
    });
    const answers = await callWeb('echo', 12);
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array(12).fill(200),
    );
    const echo = (await platform.instances()).find(({ action }) => action.endsWith('/echo'));
    assert.equal(echo?.channels, channels);
  });
}
