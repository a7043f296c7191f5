import { newProject, openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import { type Person, register } from '#test/overleaf/accounts';
import { unzip } from '#test/overleaf/unzip';
import { bytesAt } from '#test/overleaf/uploads';

/** Somebody who uses a client, and who looks at the site what it has done. */
export interface Author extends Person {
  /** The value of the cookie of the session, which people copy from a browser for clients that cannot log in. */
  session: string;
  /** Creates a project with one document, `main.tex`. */
  newProject(name: string): Promise<string>;
  /** Opens the main document of a project in an editor. */
  open(project: string): ReturnType<typeof openDoc>;
  /** The texts of a project by their paths. */
  files(project: string): Promise<Record<string, string>>;
}

/** Registers an author on the site at `url`. */
export async function newAuthor(url: string): Promise<Author> {
  const person = await register(url);
  const { browser } = person;
  const visitor = Object.assign(new Visitor(url), { cookie: browser.cookie });
  return {
    ...person,
    session: browser.cookie.slice(browser.cookie.indexOf('=') + 1),
    newProject: (name) => newProject(visitor, name),
    open: (project) => openDoc(visitor, project),
    files: async (project) => unzip(await bytesAt(url, browser, `/project/${project}/download/zip`)),
  };
}
