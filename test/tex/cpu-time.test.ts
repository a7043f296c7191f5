// The CPU time of what a compile runs counts for clsi, so that experiments see the cost of TeX.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { limitsOf } from '#apps/overleaf/clsi/limits';
import { cpuMs } from '#test/bench/process-tree';

process.env.CLSI_URL = 'http://127.0.0.1:1';
const { run } = await import('#apps/overleaf/clsi/run');

/** Uses the CPU for a while, and prints how long, as `0m0.650s`. */
const busy = 'i=0; while [ $i -lt 500000 ]; do i=$((i + 1)); done; times';

it('counts the CPU time of a program that has ended', async (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'cpu-time-'));
  test.after(() => rmSync(folder, { recursive: true }));
  chmodSync(folder, 0o755);
  const before = cpuMs([process.pid]);
  const { output } = await run({ folder, argv: ['sh', '-c', busy], limits: limitsOf('pdflatex', 30) });
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s/.exec(output) ?? [];
  const usedMs = (Number(minutes) * 60 + Number(seconds)) * 1000;
  assert.ok(usedMs > 50, output);
  assert.ok(cpuMs([process.pid]) - before >= 0.9 * usedMs, output);
});
