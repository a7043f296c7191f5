import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from './forms.ts';

/** Tests that every HTTP service of an application, and its gateway under `prefixes`, refuses a malformed path with 400. */
export function describeBrokenPaths(app: string, prefixes: string[]): void {
  describeForms(app, 'paths with a malformed escape', ({ url, services }) => {
    const targets = Object.entries(services).filter(([, base]) => base.startsWith('http://'));
    for (const [name, base] of [...targets, ...prefixes.map((prefix) => [prefix, url + prefix] as const)]) {
      for (const path of ['/%', '/%zz', '/%E0%A4%A', '/a/%C3%28']) {
        it(`${name}${path}`, async () => {
          const { status } = await fetch(base + path);
          assert.ok([400, 404].includes(status), `status ${status}`);
        });
      }
    }
  });
}
