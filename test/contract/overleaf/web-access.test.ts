import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { type Browser, openBrowser } from '#test/overleaf/browser';
import { deleteMainDocument, type Role, type SharedProject, shareProject } from '#test/overleaf/sharing';
import { pathOf, type Route, rolesWith, routes } from '#test/overleaf/web-routes';

const skip = process.env.MONGO_URL
  ? false
  : 'MONGO_URL does not name the store in which an administrator is made';

describeForms('overleaf', 'who may use the routes of a project', { skip }, (deployed) => {
  let shared: SharedProject;
  before(async () => {
    shared = await shareProject(deployed);
    await deleteMainDocument(shared);
  });

  const statusFor = async (browser: Browser, [, method, path, , json]: Route, sent = {}): Promise<number> =>
    (await browser.ask(method, pathOf(path, shared.id), { ...(json && { json }), ...sent })).status;

  for (const route of routes)
    it(`${route[1]} ${pathOf(route[2], '..')} is for those who may ${route[0]}`, async () => {
      const [right, method, , status] = route;
      const [expected, answered]: [Record<string, number>, Record<string, number>] = [{}, {}];
      for (const [role, { browser }] of Object.entries(shared.people)) {
        const may = rolesWith[right].includes(role as Role);
        if (may && status === null) continue;
        expected[role] = may ? (status ?? 0) : 403;
        answered[role] = await statusFor(browser, route);
      }
      const anonymous = { 'x-sl-anonymous-access-token': shared.tokens.readAndWrite };
      expected.nobody = 401;
      answered.nobody = await statusFor(openBrowser(deployed.url), route);
      expected['nobody with a link'] = 401;
      answered['nobody with a link'] = await statusFor(openBrowser(deployed.url), route, {
        headers: anonymous,
      });
      if (!['GET', 'HEAD'].includes(method)) {
        expected['a page of another site'] = 403;
        answered['a page of another site'] = await statusFor(shared.people.owner.browser, route, {
          csrf: false,
        });
      }
      assert.deepEqual(answered, expected);
    });
});
