import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { AutoCompile } from '#apps/overleaf/web/ui/editor/compile/auto-compile';

/** An automatic compile that is on, with how often it has compiled, and a clock. */
function begin({ mock }: TestContext) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  let count = 0;
  const automatic = new AutoCompile(() => {
    count += 1;
    automatic.started();
  });
  automatic.turn(true);
  return { automatic, compiles: () => count, pass: (ms: number) => mock.timers.tick(ms) };
}

it('compiles two seconds after the last edit', (t) => {
  const { automatic, compiles, pass } = begin(t);
  automatic.edited();
  pass(1500);
  automatic.edited();
  pass(1999);
  assert.equal(compiles(), 0);
  pass(1);
  assert.equal(compiles(), 1);
});

it('compiles five seconds after the first edit although somebody types on', (t) => {
  const { automatic, compiles, pass } = begin(t);
  for (let passed = 0; passed < 5000; passed += 500) {
    automatic.edited();
    pass(500);
  }
  assert.equal(compiles(), 1);
});

it('waits for the compile that is under way, and compiles what was typed meanwhile', (t) => {
  const { automatic, compiles, pass } = begin(t);
  automatic.started();
  automatic.edited();
  pass(60_000);
  assert.equal(compiles(), 0);
  automatic.ended();
  pass(0);
  assert.equal(compiles(), 1);
});

it('does not compile again without an edit', (t) => {
  const { automatic, compiles, pass } = begin(t);
  automatic.edited();
  pass(2000);
  automatic.ended();
  pass(60_000);
  assert.equal(compiles(), 1);
});

it('does nothing while it is off', (t) => {
  const { automatic, compiles, pass } = begin(t);
  automatic.turn(false);
  automatic.edited();
  pass(60_000);
  assert.equal(compiles(), 0);
});
