// What programs that others have written for Overleaf look for, beyond what its pages do. test/clients runs some of them; these are the others, and
// what those find where all goes well.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { type Person, register } from '#test/overleaf/accounts';
import { metaIn, openBrowser } from '#test/overleaf/browser';

const page = { accept: 'text/html' };

describeForms('overleaf', 'what clients look for', ({ url }) => {
  const newProject = async ({ browser }: Person): Promise<string> => {
    const { body, text } = await browser.post('/project/new', { projectName: 'paper', template: 'none' });
    assert.match(Object(body).project_id, /^[0-9a-f]{24}$/, text);
    return Object(body).project_id;
  };
  /** Sends a form in which the csrf token is a field, as several clients do, also with DELETE. */
  const sendForm = async ({ browser }: Person, method: string, path: string, fields = {}) => {
    const form = { _csrf: await browser.csrfToken(), ...fields };
    return browser.ask(method, path, { form, csrf: false, accept: '*/*' });
  };

  it('logs a form in whose last page sets the cookie and has the token', async () => {
    const { email, password } = await register(url);
    const browser = openBrowser(url);
    const form = { email, password, _csrf: await browser.csrfToken() };
    const sent = await browser.ask('POST', '/login', { form, csrf: false, accept: '*/*' });
    const shown = await browser.get(sent.headers.get('location') ?? '', { accept: '*/*' });
    assert.match(shown.headers.getSetCookie()[0] ?? '', /^overleaf\.sid=/);
    assert.match(metaIn(shown, 'ol-csrfToken'), /^.{8}-.{27}$/);
  });

  it('knows the session by a cookie that comes back with its attributes', async () => {
    const { email, password } = await register(url);
    const browser = openBrowser(url);
    const sent = await browser.post('/login', { email, password }, { accept: '*/*' });
    assert.deepEqual([sent.status, sent.text], [302, 'Found. Redirecting to /project']);
    const [cookie = ''] = sent.headers.getSetCookie();
    assert.match(cookie, /; Path=\//);
    const shown = await openBrowser(url).get('/project', { ...page, headers: { cookie } });
    assert.equal(metaIn(shown, 'ol-usersEmail'), email);
  });

  it('shows projects in the dashboard as data, and nothing that is taken for a log-in', async () => {
    const ada = await register(url);
    const project = await newProject(ada);
    assert.equal((await ada.browser.get('/', page)).headers.get('location'), '/project');
    for (const path of ['/project', '/project/']) {
      const shown = await ada.browser.get(path, page);
      const blob = JSON.parse(metaIn(shown, 'ol-prefetchedProjectsBlob').replaceAll('&quot;', '"'));
      const [{ id, name, accessLevel, source, archived, trashed, lastUpdated, owner }] = blob.projects;
      assert.deepEqual(
        { totalSize: blob.totalSize, id, name, accessLevel, source, archived, trashed, email: owner.email },
        {
          ...{ totalSize: 1, id: project, name: 'paper', accessLevel: 'owner', source: 'owner' },
          ...{ archived: false, trashed: false, email: ada.email },
        },
      );
      assert.equal(new Date(lastUpdated).toISOString(), lastUpdated);
      assert.equal(metaIn(shown, 'ol-tags'), '[]');
      assert.match(shown.text, new RegExp(`<meta name="ol-user_id" content="${ada.id}">`));
      assert.match(shown.text, new RegExp(`<meta name="ol-usersEmail" content="${ada.email}">`));
      const taken =
        /ol-projects|loginForm|type="password"|Log in to Overleaf|Sign in to Overleaf|overleaf-login/;
      assert.doesNotMatch(shown.text, taken);
    }
  });

  it('lists projects to scripts, in the order and number that they want', async () => {
    const ada = await register(url);
    const [first, second] = [await newProject(ada), await newProject(ada)];
    const ids = async (wanted: object): Promise<string[]> =>
      Object((await ada.browser.post('/api/project', wanted)).body).projects.map(
        ({ id }: { id: string }) => id,
      );
    assert.deepEqual((await ids({})).sort(), [first, second].sort());
    const sort = { by: 'lastUpdated', order: 'desc' };
    assert.deepEqual(await ids({ filters: {}, sort, page: { size: 1 } }), [second]);
    const form = await sendForm(ada, 'POST', '/api/project');
    assert.deepEqual([form.status, Object(form.body).totalSize], [200, 2]);
  });

  it('opens the editor under a path that begins with a capital', async () => {
    const ada = await register(url);
    const shown = await ada.browser.get(`/Project/${await newProject(ada)}`, page);
    assert.equal(shown.status, 200);
    assert.match(shown.text, /<meta name="ol-learnedWords" data-type="json" content="\[\]">/);
    assert.match(metaIn(shown, 'ol-languages'), /&quot;code&quot;:&quot;en&quot;/);
    assert.match(metaIn(shown, 'ol-csrfToken'), /^.{36}$/);
  });

  it('takes the csrf token as a field of any form, also where it deletes', async () => {
    const ada = await register(url);
    const project = await newProject(ada);
    const root = Object((await ada.browser.get(`/project/${project}/entities`)).body);
    assert.deepEqual(root.entities, [{ path: '/main.tex', type: 'doc' }]);
    const renamed = await sendForm(ada, 'POST', `/project/${project}/rename`, { newProjectName: 'thesis' });
    const told = await sendForm(ada, 'POST', `/project/${project}/messages`, { content: 'Grüße' });
    const copied = await sendForm(ada, 'POST', `/project/${project}/clone`, { projectName: 'copy' });
    const set = await sendForm(ada, 'POST', `/project/${project}/settings`, { compiler: 'xelatex' });
    const removed = await sendForm(ada, 'DELETE', `/project/${project}?forever=True`);
    assert.deepEqual(
      [renamed, told, copied, set, removed].map(({ status }) => status),
      [200, 204, 200, 204, 200],
    );
    assert.match(Object(copied.body).project_id, /^[0-9a-f]{24}$/);
    const refused = await ada.browser.ask('DELETE', `/project/${Object(copied.body).project_id}`, {
      form: { _csrf: 'x'.repeat(36) },
      csrf: false,
    });
    assert.equal(refused.status, 403);
  });

  it('takes a file whose name and token are in the address, into a folder that there is once', async () => {
    const ada = await register(url);
    const project = await newProject(ada);
    const folders = `/project/${project}/folder`;
    const folder = Object((await sendForm(ada, 'POST', folders, { name: 'parts' })).body)._id;
    assert.equal((await sendForm(ada, 'POST', folders, { name: 'parts' })).status, 400);
    const query = new URLSearchParams({
      ...{ folder_id: folder, _csrf: await ada.browser.csrfToken(), qqfilename: 'far/away/ä.tex' },
      ...{ qquuid: 'x', qqtotalfilesize: '3' },
    });
    const body = new FormData();
    body.set('qqfile', new Blob(['ä\n']), 'blob');
    const headers = { cookie: ada.browser.cookie };
    const path = `/project/${project}/upload?${query}`;
    const { success, entity_type, entity_id } = Object(
      await (await fetch(url + path, { method: 'POST', headers, body })).json(),
    );
    assert.deepEqual([success, entity_type], [true, 'doc']);
    const entities = async (): Promise<{ path: string }[]> =>
      Object((await ada.browser.get(`/project/${project}/entities`)).body).entities;
    assert.deepEqual((await entities()).map(({ path }) => path).sort(), ['/main.tex', '/parts/ä.tex']);
    assert.equal((await sendForm(ada, 'DELETE', `/project/${project}/doc/${entity_id}`)).status, 204);
    assert.equal((await sendForm(ada, 'DELETE', `/project/${project}/folder/${folder}`)).status, 204);
    assert.equal((await entities()).length, 1);
  });

  it('compiles what a client means by no main document, with what else it sends', async () => {
    const ada = await register(url);
    const project = await newProject(ada);
    const options = {
      draft: false,
      check: 'silent',
      incrementalCompilesEnabled: true,
      stopOnFirstError: false,
    };
    for (const rootDoc_id of [undefined, null, '', 'a'.repeat(24)]) {
      const path = `/project/${project}/compile?enable_pdf_caching=true`;
      const { status, text } = await ada.browser.post(path, { ...options, rootDoc_id, editorId: 'x' });
      // Others of these came a moment ago.
      assert.match(
        `${status} ${text}`,
        /^200 \{"status":"(success|too-recently-compiled|failure)"/,
        `${rootDoc_id}`,
      );
    }
    assert.ok([200, 204].includes((await ada.browser.ask('DELETE', `/project/${project}/output`)).status));
  });

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
