import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';

const root = join(import.meta.dirname, '..', '..', '..');
const palette = 'shared/ui/palette.css';
const colour = /#[0-9a-f]{3,8}\b(?=[;,\s)])|\b(rgba?|hsla?|hwb|oklch|oklab|lch|lab|light-dark)\(/i;

it('names colours in the palette only, so that all pages are light and dark alike', () => {
  const elsewhere = globSync('{apps,shared}/**/ui/**/*.{css,tsx}', { cwd: root })
    .filter((path) => path !== palette)
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .map((line, index) => ({ line, where: `${path}:${index + 1}` })),
    )
    .filter(({ line }) => colour.test(line));
  assert.deepEqual(elsewhere, []);
});

it('has every colour that a page asks for', () => {
  const text = globSync('{apps,shared}/**/ui/**/*.{css,ts,tsx}', { cwd: root })
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  const set = new Set([...text.matchAll(/(--[\w-]+)['"]?\s*[:,]/g)].map(([, name]) => name));
  const missing = [...text.matchAll(/var\((--[\w-]+)\)/g)]
    .map(([, name]) => name)
    .filter((name) => !set.has(name));
  assert.deepEqual(missing, []);
});
