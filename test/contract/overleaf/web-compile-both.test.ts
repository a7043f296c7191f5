import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { describeForms } from '#test/harness/forms';
import { type Person, register } from '#test/overleaf/accounts';
import { createProject } from '#test/overleaf/sharing';

const ms = z.number().min(0);
const measured = z.object({
  status: z.string(),
  totalMs: ms,
  steps: z.object({ Invocation: ms, Init: ms, Compute: ms, Store: ms }),
});
const both = z.object({ first: z.enum(['here', 'there']), here: measured, there: measured });

describeForms('overleaf', 'a compile in both forms', ({ url }) => {
  let person: Person;
  let project = '';
  before(async () => {
    person = await register(url);
    project = await createProject(person);
  });
  const compile = (body = {}) => person.browser.post(`/project/${project}/compile/both`, body);
  /** Whether the other form runs beside this one, as the page of a project says. */
  const hasOtherForm = async () =>
    (await person.browser.get(`/project/${project}`)).text.includes('name="ol-hasOtherForm" content="true"');

  it('tells how long each form has taken, by steps that add up to the whole', async (test) => {
    if (!(await hasOtherForm())) return test.skip('the other form does not run beside this one');
    const { status, body, text } = await compile();
    assert.equal(status, 200, text);
    const { here, there } = parse(both, body, 'the comparison');
    for (const { status: ended, totalMs, steps } of [here, there]) {
      assert.equal(ended, 'success');
      const sum = Object.values(steps).reduce((all, step) => all + step, 0);
      assert.ok(Math.abs(sum - totalMs) < 1, `${sum} of ${totalMs}`);
      assert.ok(steps.Compute > 0, JSON.stringify(steps));
    }
  });

  it('tells how each form has ended for a project that does not compile', async (test) => {
    if (!(await hasOtherForm())) return test.skip('the other form does not run beside this one');
    const broken = await createProject(person);
    const { body } = await person.browser.post(`/project/${broken}/doc`, { name: 'broken.tex' });
    const rootDoc_id = Object(body)._id;
    const answer = await person.browser.post(`/project/${broken}/compile/both`, { rootDoc_id });
    const { here, there } = parse(both, answer.body, 'the comparison');
    assert.deepEqual([here.status, there.status], ['failure', 'failure']);
  });

  it('is refused while the project is compared already, and stopped as any compile', async (test) => {
    if (!(await hasOtherForm())) return test.skip('the other form does not run beside this one');
    const running = [compile(), compile()];
    const refused = await Promise.race(running);
    assert.equal(refused.status, 409);
    assert.match(refused.text, /is being compiled in both forms/);
    assert.equal((await person.browser.post(`/project/${project}/compile/stop`)).status, 200);
    const taken = (await Promise.all(running)).find(({ status }) => status === 200);
    const { here, there } = parse(both, taken?.body, 'the comparison');
    assert.ok([here.status, there.status].includes('terminated'), `${here.status}, ${there.status}`);
  });

  it('is refused with a word where the other form does not run', async (test) => {
    if (await hasOtherForm()) return test.skip('the other form runs beside this one');
    const { status, text } = await compile();
    assert.equal(status, 404);
    assert.match(text, /the other form of Overleaf does not run/);
  });

  it('is refused for a project without documents, and to strangers', async (test) => {
    if (!(await hasOtherForm())) return test.skip('the other form does not run beside this one');
    const empty = await createProject(person);
    const { body } = await person.browser.get(`/project/${empty}/metadata`);
    for (const doc of Object.keys(Object(body).projectMeta))
      await person.browser.ask('DELETE', `/project/${empty}/doc/${doc}`);
    const { status, text } = await person.browser.post(`/project/${empty}/compile/both`, {});
    assert.equal(status, 400);
    assert.match(text, /no main document/);
    const stranger = await register(url);
    assert.equal((await stranger.browser.post(`/project/${project}/compile/both`, {})).status, 403);
  });
});
