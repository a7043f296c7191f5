import assert from 'node:assert/strict';
import type { Person } from './accounts.ts';
import type { Page, Sent } from './browser.ts';
import { bytesAt, type UploadOptions, upload } from './uploads.ts';

/** A project on the site, as one person uses it. */
export interface ProjectClient {
  id: string;
  /** Asks for a path of the project, such as `/doc`. */
  ask(method: string, path: string, sent?: Sent): Promise<Page>;
  /** The JSON answer to a POST that succeeds. */
  post(path: string, json?: unknown): Promise<Record<string, unknown>>;
  /** Uploads a file into a folder, the root without one. */
  upload(options: UploadOptions & { folder?: string }): Promise<Pick<Page, 'status' | 'text' | 'body'>>;
  /** The paths of its documents and files, with their types. */
  entities(): Promise<Record<string, string>>;
  bytesAt(path: string): Promise<Buffer>;
  /** The id of the root folder. */
  root: string;
}

/** Makes a project for a person. */
export async function createProject(
  url: string,
  person: Person,
  rootOf: (project: string) => Promise<string>,
  { name = 'project', template = 'none' } = {},
): Promise<ProjectClient> {
  const { status, body, text } = await person.browser.post('/project/new', { projectName: name, template });
  assert.equal(status, 200, text);
  const id = Object(body).project_id;
  return openProject(url, person, id, await rootOf(id));
}

/** A project that is there, as one person uses it. */
export function openProject(url: string, { browser }: Person, id: string, root: string): ProjectClient {
  const at = (path: string): string => `/project/${id}${path}`;
  return {
    id,
    root,
    ask: (method, path, sent) => browser.ask(method, at(path), sent),
    async post(path, json = {}) {
      const { status, body, text } = await browser.post(at(path), json);
      assert.ok(status < 300, `${path}: ${status} ${text}`);
      return Object(body);
    },
    upload: ({ folder = root, ...options }) =>
      upload(url, browser, at(`/upload?folder_id=${folder}`), options),
    async entities() {
      const { body } = await browser.get(at('/entities'));
      return Object.fromEntries(
        Object(body).entities.map(({ path, type }: { path: string; type: string }) => [path, type]),
      );
    },
    bytesAt: (path) => bytesAt(url, browser, at(path)),
  };
}
