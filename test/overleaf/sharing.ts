import type { DeployedForm } from '#test/harness/forms';
import { makeAdmin, type Person, register } from './accounts.ts';
import type { Page } from './browser.ts';

/** The password with which services of Overleaf ask web. */
const password = process.env.WEB_API_PASSWORD ?? 'password';

/** The header that shows a password to the private routes of web; the right one, unless another one is given. */
export const basic = (given = password): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(`sharelatex:${given}`).toString('base64')}`,
});

/** What a person is to a project. */
export type Role = 'owner' | 'writer' | 'reader' | 'token writer' | 'token reader' | 'stranger' | 'admin';

/** A project that is shared in all ways. */
export interface SharedProject {
  id: string;
  people: Record<Role, Person>;
  /** The secrets of the links. */
  tokens: { readOnly: string; readAndWrite: string };
}

/** Makes a project of a new owner; returns its id. */
export async function createProject({ browser }: Pick<Person, 'browser'>, name = 'Shared'): Promise<string> {
  const { status, text, body } = await browser.post('/project/new', { projectName: name });
  if (status !== 200) throw new Error(`no project: ${status} ${text}`);
  return Object(body).project_id;
}

/** Makes somebody a member of a project, by an invitation that is accepted. */
export async function addMember(
  owner: Person,
  project: string,
  { browser, email }: Person,
  privileges: string,
): Promise<void> {
  const { body } = await owner.browser.post(`/project/${project}/invite`, { email, privileges });
  const { token } = Object(body).invite;
  const { status, text } = await browser.post(`/project/${project}/invite/token/${token}/accept`, {});
  if (status !== 302) throw new Error(`${email} cannot accept: ${status} ${text}`);
}

/** What real-time learns when somebody opens a project in an editor. */
export async function join(url: string, project: string, user: string, headers = {}): Promise<Page> {
  const response = await fetch(`${url}/project/${project}/join?user_id=${user}`, {
    method: 'POST',
    headers: { accept: 'application/json', ...basic(), ...headers },
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : text };
}

/** Makes a project with somebody in each role. MONGO_URL names the server of the database. */
export async function shareProject({ url, form }: DeployedForm): Promise<SharedProject> {
  const roles: Role[] = ['owner', 'writer', 'reader', 'token writer', 'token reader', 'stranger', 'admin'];
  const all = await Promise.all(roles.map(async (role) => [role, await register(url)] as const));
  const people = Object.fromEntries(all) as Record<Role, Person>;
  await makeAdmin(form, people.admin);
  const id = await createProject(people.owner);
  await addMember(people.owner, id, people.writer, 'readAndWrite');
  await addMember(people.owner, id, people.reader, 'readOnly');
  await people.owner.browser.post(`/project/${id}/settings/admin`, { publicAccessLevel: 'tokenBased' });
  const { tokens } = Object(await join(url, id, people.owner.id)).body.project;
  await people['token writer'].browser.post(`/${tokens.readAndWrite}/grant`);
  await people['token reader'].browser.post(`/read/${tokens.readOnly}/grant`);
  return { id, people, tokens };
}

/** Leaves a project without documents, so that a compile of it ends at once. */
export async function deleteMainDocument({ id, people: { owner } }: SharedProject): Promise<void> {
  const { browser } = owner;
  const { body } = await browser.get(`/project/${id}/metadata`);
  for (const doc of Object.keys(Object(body).projectMeta))
    await browser.ask('DELETE', `/project/${id}/doc/${doc}`);
}
