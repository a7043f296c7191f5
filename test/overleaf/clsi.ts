import { setTimeout as delay } from 'node:timers/promises';
import { ObjectId } from 'mongodb';

/** The answer of clsi to a compile. */
export interface Compiled {
  status: string;
  error: string | null;
  outputFiles: { path: string; type: string; url: string; build: string; size?: number }[];
}

/** What is sent beside the files of a project. */
export interface CompileOptions {
  options?: object;
  root?: string;
}

/** A document of one page with this body. */
export const article = (body: string): string =>
  `\\documentclass{article}\n\\begin{document}\n${body}\n\\end{document}\n`;

/** A document that has no end. */
export const endless = article('\\def\\x{\\x}\\x');

/** A project of its own at the clsi of a form. */
export function newProject(clsi: string, project = new ObjectId().toHexString()) {
  const url = `${clsi}/project/${project}`;

  /** Sends a compile, and returns the status over HTTP with the answer. */
  async function send(
    files: Record<string, string>,
    { options = {}, root = 'main.tex' }: CompileOptions = {},
  ): Promise<[status: number, compiled: Compiled]> {
    const resources = Object.entries(files).map(([path, content]) => ({ path, content }));
    const body = JSON.stringify({ compile: { options, rootResourcePath: root, resources } });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/compile`, { method: 'POST', headers, body });
    const text = await response.text();
    if (!text.startsWith('{')) throw new Error(`${response.status} ${text}`);
    return [response.status, (JSON.parse(text) as { compile: Compiled }).compile];
  }

  return {
    url,
    send,
    /** The URL of a file of a build. The one in the answer is for other services, which reach an action by another address. */
    urlOf: (file: { url: string }): string => clsi + file.url.slice(file.url.indexOf('/project/')),
    /** Compiles files, and returns the answer. */
    compile: async (files: Record<string, string> | string, options?: CompileOptions): Promise<Compiled> =>
      (await send(typeof files === 'string' ? { 'main.tex': files } : files, options))[1],
    /** Stops a compile as soon as it runs. Returns its answer. */
    async stopWhileRunning(running: Promise<Compiled>): Promise<Compiled> {
      let compiled: Compiled | undefined;
      void running.then(
        (answer) => {
          compiled = answer;
        },
        () => undefined,
      );
      while (compiled === undefined) {
        await fetch(`${url}/compile/stop`, { method: 'POST' });
        await Promise.race([running, delay(200)]);
      }
      return running;
    },
    /** The text of a file of a build. Fails when it is not there. */
    async text({ outputFiles }: Compiled, path: string): Promise<string> {
      const file = outputFiles.find((each) => each.path === path);
      const response = file && (await fetch(this.urlOf(file)));
      if (response?.status !== 200) throw new Error(`there is no ${path}`);
      return response.text();
    },
    json: async (path: string): Promise<unknown> => (await fetch(url + path)).json(),
  };
}
