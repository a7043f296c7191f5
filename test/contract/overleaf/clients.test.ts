// What programs that others have written for Overleaf look for, beyond what its pages do.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { register } from '#test/overleaf/accounts';

const newProject = async ({ browser }: Awaited<ReturnType<typeof register>>): Promise<string> =>
  Object((await browser.post('/project/new', { projectName: 'paper', template: 'none' })).body).project_id;

describeForms('overleaf', 'what clients look for', ({ url }) => {
  it('begins a history in which nobody has typed, where no part of it is asked for', async () => {
    const ada = await register(url);
    const before = Date.now();
    const path = `/project/${await newProject(ada)}/updates`;
    const [beginning, ...more] = Object((await ada.browser.get(path)).body).updates;
    assert.deepEqual(more, []);
    assert.deepEqual(beginning.docs, {});
    assert.ok(Math.abs(beginning.meta.end_ts - before) < 60_000, JSON.stringify(beginning));
    assert.deepEqual((await ada.browser.get(`${path}?min_count=5`)).body, { updates: [] });
  });
});
