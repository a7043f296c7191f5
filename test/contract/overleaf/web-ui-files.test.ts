import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';

describeForms('overleaf', 'the scripts and styles of the pages', ({ url }) => {
  const ask = (file: string, accept: string) => fetch(`${url}/ui/${file}`, { headers: { accept } });

  it('come without a session, and as what they are', async () => {
    const types = { 'style.css': 'text/css', 'dashboard.js': 'text/javascript' };
    for (const [file, type] of Object.entries(types)) {
      const { status, headers } = await ask(file, '*/*');
      assert.equal(status, 200, file);
      assert.ok(headers.get('content-type')?.startsWith(type), file);
      assert.equal(headers.get('set-cookie'), null);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    }
  });

  it('that there are not are 404, and broken paths 400, for scripts and browsers', async () => {
    for (const accept of ['*/*', 'application/json', 'text/html']) {
      assert.equal((await ask('none.js', accept)).status, 404);
      assert.equal((await ask('%zz', accept)).status, 400);
    }
  });
});
