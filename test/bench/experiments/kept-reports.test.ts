import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { reportFiles } from './report-files.ts';
import { readResult } from './result.ts';
import { tasks } from './tasks.ts';

const folder = join(import.meta.dirname, '..', 'results');
const inFolder = (pattern: string): string[] => globSync(pattern, { cwd: folder }).sort();
/** Those that a person has measured from the console have the time in their names. */
const bases = inFolder(`{one,two}-{${Object.keys(tasks).join()}}.json`).map((name) =>
  basename(name, '.json'),
);
const remedy = 'run npm run experiment -- --report test/bench/results/{one,two}-*.json';

describe('the kept reports', () => {
  const made = Object.assign(
    {},
    ...bases.map((base) => reportFiles(readResult(join(folder, `${base}.json`)), base)),
  ) as Record<string, string>;

  it('are those that the kept results make', () => {
    assert.ok(bases.length > 0);
    for (const [name, text] of Object.entries(made))
      assert.ok(readFileSync(join(folder, name), 'utf8') === text, `${name} is not up to date: ${remedy}`);
  });

  it('name no file that is not there', () => {
    for (const [name, text] of Object.entries(made))
      for (const [, link = ''] of text.matchAll(/ (?:href|src)="(?!data:|https:)([^"]+)"/g))
        assert.ok(inFolder('*').includes(link), `${name} links to ${link}`);
  });

  it('have drawings that need no style sheet', () => {
    const drawings = Object.entries(made).filter(([name]) => name.endsWith('.svg'));
    assert.ok(drawings.length > 0);
    for (const [name, text] of drawings) assert.doesNotMatch(text, /var\(/, name);
  });
});
