import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import { compareForms, describeForms } from '#test/harness/forms';
import { type Person, register } from '#test/overleaf/accounts';
import { openBrowser } from '#test/overleaf/browser';
import { createProject, join, type Role, type SharedProject, shareProject } from '#test/overleaf/sharing';

const skip = process.env.MONGO_URL
  ? false
  : 'MONGO_URL does not name the store in which an administrator is made';

describeForms('overleaf', 'sharing', { skip }, (deployed) => {
  let shared: SharedProject;
  beforeEach(async () => {
    shared = await shareProject(deployed);
  });

  /** What somebody gets who reads the project, who opens it in an editor, and who lists his projects. */
  const accessOf = async ({ browser, id }: Person): Promise<[number, number, boolean]> => [
    (await browser.get(`/project/${shared.id}/entities`)).status,
    (await join(deployed.url, shared.id, id)).status,
    (await browser.get('/user/projects')).text.includes(shared.id),
  ];
  const statusesOf = async (...roles: Role[]) =>
    Promise.all(roles.map((role) => accessOf(shared.people[role])));
  const [member, nobody] = [
    [200, 200, true],
    [403, 403, false],
  ];

  it('shows the history without people to those who read by a link', async () => {
    const { owner, reader } = shared.people;
    const doc = Object.keys(
      Object((await owner.browser.get(`/project/${shared.id}/metadata`)).body).projectMeta,
    )[0];
    const typed = await fetch(`${deployed.services['document-updater']}/project/${shared.id}/doc/${doc}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ lines: ['typed'], source: 'test', user_id: owner.id }),
    });
    assert.equal(typed.status, 204);
    for (const path of ['/updates?min_count=1', `/doc/${doc}/diff?from=0&to=1`]) {
      const [seen, hidden] = await Promise.all(
        [reader, shared.people['token reader']].map(({ browser }) =>
          browser.get(`/project/${shared.id}${path}`),
        ),
      );
      assert.ok(seen?.text.includes(owner.email), path);
      assert.deepEqual([hidden?.status, hidden?.text.includes(owner.email)], [200, false], path);
    }
  });

  it('gives each the links for what he may do himself, and shows people to all but those who read by a link', async () => {
    const { readOnly, readAndWrite } = shared.tokens;
    const writing = { readAndWrite, readAndWritePrefix: readAndWrite.slice(0, 10) };
    assert.match(readOnly, /^[bcdfghjkmnpqrstvwxyz]{12}$/);
    assert.match(readAndWrite, /^[1-9]{10}[bcdfghjkmnpqrstvwxyz]{12}$/);
    const expected: Record<string, [privilege: string, tokens: object, members: number]> = {
      owner: ['owner', { readOnly, ...writing }, 2],
      admin: ['owner', { readOnly, ...writing }, 2],
      writer: ['readAndWrite', writing, 2],
      'token writer': ['readAndWrite', writing, 2],
      reader: ['readOnly', { readOnly }, 2],
      'token reader': ['readOnly', { readOnly }, 0],
    };
    for (const [role, [privilege, tokens, members]] of Object.entries(expected)) {
      const { status, body } = await join(deployed.url, shared.id, shared.people[role as Role].id);
      const { project, privilegeLevel, isRestrictedUser } = Object(body);
      assert.deepEqual([status, privilegeLevel, isRestrictedUser], [200, privilege, members === 0], role);
      assert.deepEqual(project.tokens, tokens, role);
      assert.equal(project.members.length, members, role);
      const email = members === 0 ? undefined : shared.people.owner.email;
      assert.equal(project.owner.email, email, role);
    }
    const headers = { 'x-sl-anonymous-access-token': readAndWrite };
    assert.equal((await join(deployed.url, shared.id, 'anonymous-user', headers)).status, 403);
    assert.equal((await join(deployed.url, shared.id, shared.people.stranger.id)).status, 403);
    assert.equal((await join(deployed.url, shared.id, 'f'.repeat(24))).status, 403);
    assert.equal((await join(deployed.url, 'f'.repeat(24), shared.people.owner.id)).status, 404);
    assert.equal((await join(deployed.url, shared.id, 'x')).status, 400);
  });

  it('ends what links gave when the project becomes private, and gives it again with the same links', async () => {
    const setAccess = (publicAccessLevel: string) =>
      shared.people.owner.browser.post(`/project/${shared.id}/settings/admin`, { publicAccessLevel });
    const grant = () => shared.people.stranger.browser.post(`/read/${shared.tokens.readOnly}/grant`);
    const byLink = () => statusesOf('token reader', 'token writer');
    assert.deepEqual(await byLink(), [member, member]);
    assert.equal((await setAccess('private')).status, 204);
    assert.deepEqual(await byLink(), [nobody, nobody]);
    assert.deepEqual(await statusesOf('reader', 'writer'), [member, member]);
    assert.equal((await grant()).status, 404);
    assert.equal((await setAccess('tokenBased')).status, 204);
    assert.deepEqual(await byLink(), [member, member]);
    assert.equal((await grant()).status, 200);
    assert.deepEqual(await statusesOf('stranger'), [member]);
  });

  it('gives nothing for a token that is wrong, of another kind, or of nobody who has logged in', async () => {
    const { browser } = shared.people.stranger;
    const { readOnly, readAndWrite } = shared.tokens;
    const [first = '', ...rest] = readOnly;
    const wrong = [first === 'b' ? 'c' : 'b', ...rest].join('');
    const sameProject = readAndWrite.slice(0, 10) + wrong;
    for (const path of [`/read/${wrong}`, `/${sameProject}`, `/read/${readAndWrite}`, `/${readOnly}`])
      assert.equal((await browser.post(`${path}/grant`)).status, 404, path);
    assert.deepEqual(await statusesOf('stranger'), [nobody]);
    assert.equal((await openBrowser(deployed.url).post(`/read/${readOnly}/grant`)).status, 401);
  });

  it('takes the project at once from whoever is removed or leaves, also where a link had given more', async () => {
    const { owner, reader, writer } = shared.people;
    await reader.browser.post(`/${shared.tokens.readAndWrite}/grant`);
    assert.equal((await owner.browser.ask('DELETE', `/project/${shared.id}/users/${reader.id}`)).status, 204);
    assert.equal((await writer.browser.post(`/project/${shared.id}/leave`)).status, 204);
    assert.deepEqual(await statusesOf('reader', 'writer'), [nobody, nobody]);
    assert.equal((await writer.browser.post(`/project/${shared.id}/doc`, { name: 'a.tex' })).status, 403);
  });

  it('lets nobody use an invitation that is not there any more', async () => {
    const { owner, stranger } = shared.people;
    const { id, email } = shared.people['token reader'];
    const invite = async () => {
      const sent = { email, privileges: 'readOnly' };
      return Object((await owner.browser.post(`/project/${shared.id}/invite`, sent)).body).invite;
    };
    const accept = (project: string, token: string) =>
      stranger.browser.post(`/project/${project}/invite/token/${token}/accept`, {});
    const { _id, token } = await invite();
    const other = await createProject(owner);
    const asNobody = openBrowser(deployed.url);
    const page = `/project/${shared.id}/invite/token/${token}`;
    assert.equal((await asNobody.get(page)).status, 401);
    assert.equal((await asNobody.post(`${page}/accept`, {})).status, 401);
    assert.equal((await accept(other, token)).status, 404);
    assert.equal((await accept(shared.id, `${token.slice(1)}x`)).status, 404);
    assert.equal((await owner.browser.ask('DELETE', `/project/${shared.id}/invite/${_id}`)).status, 201);
    assert.equal((await accept(shared.id, token)).status, 404);
    const { browser } = shared.people['token reader'];
    assert.deepEqual((await browser.get('/notifications')).body, [], id);
    assert.deepEqual(await statusesOf('stranger'), [nobody]);
  });
});

compareForms('overleaf', 'sessions of the forms', {}, ({ microservice, serverless }) => {
  for (const [here, there] of [
    [microservice, serverless],
    [serverless, microservice],
  ] as const)
    it(`a session of the ${here.form} form is none of the other`, async () => {
      const { browser } = await register(here.url);
      const other = openBrowser(there.url);
      other.takeCookie(browser.cookie);
      assert.equal((await other.get('/user/personal_info')).status, 401);
      assert.notEqual(other.cookie, browser.cookie);
      assert.equal((await browser.get('/user/personal_info')).status, 200);
    });
});
