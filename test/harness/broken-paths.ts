import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from './forms.ts';

/** Escapes that are not complete, that are no escapes, and whose bytes are not UTF-8. */
const malformed = ['%', '%zz', 'a%2', '%E0%A4%A', '%C3%28'];

/**
 * Tests that a malformed escape in place of a parameter is the client's error. A route is a path of the gateway that a parameter
 * follows, or `[service, path]` for a service itself.
 */
export function describeBrokenPaths(app: string, routes: (string | [service: string, path: string])[]): void {
  describeForms(app, 'paths with a malformed escape', ({ url, services }) => {
    for (const route of routes) {
      const [base, path] = typeof route === 'string' ? [url, route] : [services[route[0]], route[1]];
      for (const part of malformed) {
        it(`${route}${part}`, { skip: base === undefined && 'the address is not known' }, async () => {
          const { status } = await fetch(base + path + part);
          assert.ok(status >= 400 && status < 500, `status ${status}`);
        });
      }
    }
  });
}
